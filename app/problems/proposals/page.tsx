import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "#components/i18n.ts";
import { Watch } from "#components/ledger/watch.tsx";
import { Proposals } from "#components/problem/proposals.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { proposalsOf } from "#domain/problem/propose/read.ts";
import { signedIn } from "../../session.ts";
import { search as askSearch, setAside } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("problem"))("proposals") };
}

/** What the portal found to belong together, for whoever leads to decide. */
export default async function ProposalsPage() {
  const viewer = await signedIn("/problems/proposals");
  const community = viewer.communities.find((c) => viewer.claims.coordinates.includes(c.id));
  if (!community) notFound();
  const [t, format, { proposals, search }] = await Promise.all([
    getTranslations("problem"),
    getFormatter(),
    proposalsOf(viewer, community.id),
    getTranslations("words"),
  ]);
  const running = search !== null && search.finishedAt === null;
  return (
    <div className="page grid gap-6">
      <div>
        <h1>{t("proposals")}</h1>
        <p className="max-w-[40rem]">{t("proposalsHint")}</p>
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        {!running && (
          <Form action={askSearch} submission={newId()} at="/problems/proposals" name="search" label={t("search")}>
            <input type="hidden" name="community" value={community.id} />
            <Submit>{t("search")}</Submit>
          </Form>
        )}
        {search && (
          <p role="status" className="text-t1">
            {running
              ? t("searching", { done: format.number(search.progress, { style: "percent" }) })
              : search.failed
                ? t("searchFailed")
                : t("searched", {
                    when: format.dateTime(search.finishedAt ?? search.askedAt, "moment"),
                    concerns: search.concerns ?? 0,
                    groups: search.groups ?? 0,
                  })}
          </p>
        )}
        {running && <Watch href="/problems/proposals" word={t("lookAgain")} />}
      </div>
      {proposals.length > 0 ? (
        <Proposals proposals={proposals} setAside={setAside} />
      ) : (
        <p className="rule">{t("noProposals")}</p>
      )}
      <p>
        <Link href="/problems" className="lone">
          {t("back")}
        </Link>
      </p>
    </div>
  );
}
