import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { ReviewKeys } from "#components/publication/keys.tsx";
import { ReviewOne } from "#components/publication/review.tsx";
import { parkedForm } from "#domain/account/parked.ts";
import { concernNumber } from "#domain/input.ts";
import { reviewQueue } from "#domain/publication/queue.ts";
import { orNotFound, signedIn } from "../../session.ts";
import * as actions from "./actions.ts";

type Search = Promise<{ n?: string; done?: string; was?: string; parked?: string }>;

const dones = ["published", "kept", "later", "noOutcome"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("publication"))("queueTitle"), robots: { index: false } };
}

/** What waits for a person's eye before everybody may read it: one after the other. */
export default async function ReviewPage({ searchParams }: { searchParams: Search }) {
  const { n, done, was, parked } = await searchParams;
  const viewer = await signedIn("/board/review", { n, parked });
  const number = concernNumber.safeParse(n).data;
  const [t, { waiting, item, next }, restored] = await Promise.all([
    getTranslations("publication"),
    orNotFound(reviewQueue(viewer, number)),
    parkedForm(viewer, parked),
  ]);
  const said = dones.find((one) => one === done);
  const before = concernNumber.safeParse(was).data;
  return (
    <div className="page">
      <div className="mb-5 flex flex-wrap items-baseline justify-between gap-x-6">
        <h1>{t("queueTitle")}</h1>
        <p className="num">{waiting ? t("waiting", { count: waiting }) : null}</p>
      </div>
      {said && (
        <p role="status" className="mb-5 border-s-4 border-done bg-done-wash px-4 py-2 text-done">
          {t(`done.${said}`)}{" "}
          {before && (
            <Link href={`/board/review?n=${before}`} prefetch={false} className="text-done">
              {t("changeIt", { number: before })}
            </Link>
          )}
        </p>
      )}
      {item ? (
        <>
          <p className="mb-5 max-w-(--measure)">{t("queueHint")}</p>
          <ReviewOne key={item.number} item={item} actions={actions} restored={restored} />
          <p className="small mt-6 hidden md:block">{t("keys")}</p>
          <ReviewKeys />
        </>
      ) : (
        <div className="rule grid gap-3">
          <p>{t("nothingWaits")}</p>
          <p>
            <Link href="/board" className="lone">
              {t("toBoard")}
            </Link>
          </p>
        </div>
      )}
      {next.length > 0 && (
        <section className="rule mt-10" aria-labelledby="next">
          <h2 id="next" className="mb-2">
            {t("then")}
          </h2>
          <ol>
            {next.map((one) => (
              <li key={one.number} className="border-t border-line">
                <Link
                  href={`/board/review?n=${one.number}`}
                  prefetch={false}
                  className="flex min-h-(--touch) flex-wrap items-center gap-x-3 py-1 no-underline hover:underline"
                >
                  <bdi>{one.title}</bdi>
                  <span className="small">{t(`kind.${one.kind}`)}</span>
                </Link>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}
