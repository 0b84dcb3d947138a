import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "#components/i18n.ts";
import { InboxKeys } from "#components/triage/keys.tsx";
import { InboxLines } from "#components/triage/lines.tsx";
import { concernNumber } from "#domain/input.ts";
import { listLabels } from "#domain/label/labels.ts";
import { bulkActs } from "#domain/triage/bulk.ts";
import { type InboxInput, inbox, inboxInput, inboxShows } from "#domain/triage/inbox.ts";
import { signedIn } from "../../session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("triage"))("title") };
}

/** What components/triage/keys.tsx listens to. */
const keys = [
  ["j k ↑ ↓", "move"],
  ["x", "select"],
  ["Enter", "enter"],
  ["a", "assign"],
  ["o", "owner"],
  ["d", "due"],
  ["p", "privacy"],
  ["l", "label"],
  ["m", "merge"],
  ["?", "help"],
] as const;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The address of the inbox with something changed; paging begins anew. */
function address(input: InboxInput, change: Partial<InboxInput>): string {
  const { show, label, after } = { ...input, after: undefined, ...change };
  const given = { show: show === "sort" ? undefined : show, label, after };
  const params = new URLSearchParams(
    Object.entries(given).filter((pair): pair is [string, string] => Boolean(pair[1])),
  );
  return params.size ? `/concerns/inbox?${params}` : "/concerns/inbox";
}

/** What a coordinator has to sort: one by one, or several at once; by keyboard, or by boxes and a button. */
export default async function InboxPage({ searchParams }: Props) {
  const search = await searchParams;
  const input = inboxInput.parse(Object.fromEntries(Object.entries(search).map(([k, v]) => [k, [v].flat()[0]])));
  const viewer = await signedIn(address(input, { after: input.after }));
  if (!viewer.claims.coordinates.length) notFound();
  const [format, t, problem, publication, { lines, after }, labels] = await Promise.all([
    getFormatter(),
    getTranslations("triage"),
    getTranslations("problem"),
    getTranslations("publication"),
    inbox(viewer, input),
    listLabels(viewer),
  ]);
  const now = new Date();
  const done = Number([search.done].flat()[0] ?? "");
  const left = String([search.left].flat()[0] ?? "")
    .split(",")
    .filter((n) => concernNumber.safeParse(n).success);
  return (
    <div className="page">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-4">
        <h1>{t("title")}</h1>
        <p className="flex flex-wrap gap-x-5 text-t1">
          <Link href="/concerns/labels" className="lone">
            {t("labels")}
          </Link>
          <Link href="/board/review" prefetch={false} className="lone">
            {publication("queueTitle")}
          </Link>
          <Link href="/deadlines" className="lone">
            {t("deadlines")}
          </Link>
        </p>
      </div>
      {Number.isInteger(done) && search.done !== undefined && (
        <div role="status" className="mb-4 border-s-4 border-done bg-done-wash p-4 text-done">
          <p>{t("done", { count: done })}</p>
          {left.length > 0 && <p>{t("leftOver", { numbers: format.list(left, { type: "conjunction" }) })}</p>}
        </div>
      )}
      <nav aria-label={t("showLabel")} className="mb-4 flex flex-wrap gap-x-5 text-t1">
        {inboxShows.map((show) => (
          <Link
            key={show}
            href={address(input, { show })}
            prefetch={false}
            aria-current={input.show === show ? "page" : undefined}
            className="lone no-underline aria-[current]:font-bold aria-[current]:shadow-[0_2px_0_var(--door)]"
          >
            {t(`show.${show}`)}
          </Link>
        ))}
        {labels.map((label) => (
          <Link
            key={label.id}
            href={address(input, { label: input.label === label.id ? undefined : label.id })}
            prefetch={false}
            aria-current={input.label === label.id ? "true" : undefined}
            className="lone no-underline aria-[current]:font-bold aria-[current]:shadow-[0_2px_0_var(--door)]"
          >
            # {label.name}
          </Link>
        ))}
      </nav>
      {lines.length > 0 ? (
        <form action="/concerns/bulk" aria-label={t("title")} data-inbox>
          <InboxLines lines={lines} now={now} />
          <div className="sticky bottom-0 flex flex-wrap items-end gap-3 border-t border-line bg-paper py-3">
            <label className="grid gap-1">
              <span className="small">{t("withChosen")}</span>
              <select name="act" defaultValue="assign" className="min-w-48">
                {bulkActs.map((act) => (
                  <option key={act} value={act}>
                    {t(`acts.${act}`)}
                  </option>
                ))}
                <option value="problem">{problem("fromChosen")}</option>
              </select>
            </label>
            <button type="submit" className="btn btn-main">
              {t("next")}
            </button>
            <InboxKeys
              words={{
                open: t("keys.open"),
                title: t("keys.title"),
                close: t("keys.close"),
                list: keys.map(([key, does]) => ({ key, does: t(`does.${does}`) })),
              }}
            />
          </div>
        </form>
      ) : (
        <p className="rule">{t(`none.${input.show}`)}</p>
      )}
      {(after || input.after) && (
        <nav aria-label={t("pages")} className="mt-4 flex gap-3">
          {input.after && (
            <Link href={address(input, {})} className="btn">
              {t("first")}
            </Link>
          )}
          {after && (
            <Link href={address(input, { after })} className="btn">
              {t("further")}
            </Link>
          )}
        </nav>
      )}
    </div>
  );
}
