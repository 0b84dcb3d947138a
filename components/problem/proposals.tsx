import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import type { Proposal } from "#domain/problem/propose/read.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

/** What may belong together, each with what speaks for it: to be taken up, all or some of it, or set aside. */
export function Proposals({ proposals, setAside }: { proposals: Proposal[]; setAside: Action }) {
  return (
    <ul>
      {proposals.map((proposal, i) => (
        <li key={proposal.id} className="border-t border-line py-4">
          <One proposal={proposal} setAside={setAside} first={i === 0} />
        </li>
      ))}
    </ul>
  );
}

function One({ proposal: p, setAside, first }: { proposal: Proposal; setAside: Action; first: boolean }) {
  const t = useTranslations("problem");
  const words = useTranslations("words");
  const format = useFormatter();
  const name = p.words.join(" · ") || words(`categories.${p.category}`);
  return (
    <>
      <h2 className="text-t3">
        <bdi>{name}</bdi>
      </h2>
      <p className="flex flex-wrap gap-x-4 text-t1">
        <b className="num">{t("exact", { count: p.households })}</b>
        <span>{t("concernsCount", { count: p.concerns.length })}</span>
        <span>{words(`categories.${p.category}`)}</span>
        <span>{t("since", { when: format.dateTime(p.since, "date") })}</span>
        {p.buildings.length > 0 && (
          <span>{p.buildings.map((b) => t("inBuilding", { building: b.name, count: b.n })).join(" · ")}</span>
        )}
      </p>
      {p.problem && (
        <p className="small">
          {t("addsTo")} <span className="num">{p.problem.number}</span> <bdi>{p.problem.title}</bdi>
        </p>
      )}
      <details className="fold mt-2" open={first}>
        <summary>{t("whichConcerns")}</summary>
        <form action="/problems/new" aria-label={name} className="grid gap-3 pb-3">
          <input type="hidden" name="proposal" value={p.id} />
          {p.problem && <input type="hidden" name="problem" value={p.problem.number} />}
          <input type="hidden" name="title" value={p.words.join("")} />
          <ul>
            {p.concerns.map((c) => (
              <li key={c.number}>
                <label className="grid min-h-(--touch) cursor-pointer grid-cols-[auto_1fr] items-center gap-x-3 py-1">
                  <input type="checkbox" name="concerns" value={c.number} defaultChecked />
                  <span>
                    <bdi>{c.title}</bdi>{" "}
                    <span className="small">
                      <span className="num">{c.number}</span>
                      {c.building && ` · ${c.building}`}
                      {` · ${format.dateTime(c.createdAt, "date")}`}
                      {c.privacy === "private" && ` · ${words("privacyShort.private")}`}
                    </span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
          <button type="submit" className={`btn justify-self-start ${first ? "btn-main" : ""}`}>
            {p.problem ? t("takeUpAdd") : t("takeUp")}
          </button>
        </form>
        <Form action={setAside} submission={newId()} at="/problems/proposals" name={p.id} label={t("setAside")}>
          <input type="hidden" name="proposal" value={p.id} />
          <Submit className="btn-plain">{t("setAside")}</Submit>
          <p className="small">{t("setAsideHint")}</p>
        </Form>
      </details>
    </>
  );
}
