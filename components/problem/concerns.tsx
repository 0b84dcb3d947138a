import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import { newId } from "#db/id.ts";
import { lookOf } from "#domain/concern/rules.ts";
import type { ConcernBehind, ProblemWorkings } from "#domain/problem/page.ts";

type Props = {
  number: string;
  workings: ProblemWorkings;
  now: Date;
  /** For whoever leads it, while it is open. */
  takeOut: ((state: FormState, data: FormData) => Promise<FormState>) | null;
};

/** The concerns behind it that the viewer may see; whoever leads it takes out what does not belong. */
export function ConcernsBehind({ number, workings, now, takeOut }: Props) {
  const t = useTranslations("problem");
  const { concerns, seen } = workings;
  return (
    <section aria-labelledby="behind">
      <h2 id="behind">{t("behind")}</h2>
      {seen === 0 && <p className="small">{t("noneBehind")}</p>}
      {seen > concerns.length && <p className="small">{t("newestOf", { count: concerns.length, of: seen })}</p>}
      {takeOut && seen > 0 ? (
        <Form
          action={takeOut}
          submission={newId()}
          at={`/problems/${number}`}
          name="takeOut"
          label={t("takeOut")}
          className="mt-2"
        >
          <input type="hidden" name="number" value={number} />
          <ul>
            {concerns.map((c) => (
              <Line key={c.number} concern={c} now={now} choose={t("choose1", { title: c.title })} />
            ))}
          </ul>
          <Submit className="mt-3">{t("takeOut")}</Submit>
        </Form>
      ) : (
        <ul className="mt-2">
          {concerns.map((c) => (
            <Line key={c.number} concern={c} now={now} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Line({ concern: c, now, choose }: { concern: ConcernBehind; now: Date; choose?: string }) {
  const words = useTranslations("words");
  const list = useTranslations("concerns");
  const format = useFormatter();
  return (
    <li className="flex items-center gap-x-3 border-t border-line">
      {choose && (
        <label className="grid min-h-(--touch) min-w-(--touch) flex-none cursor-pointer place-items-center">
          <input type="checkbox" name="concerns" value={c.number} />
          <span className="sr-only">{choose}</span>
        </label>
      )}
      <div className="grid min-w-0 flex-1 gap-x-4 py-2 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-baseline">
        <Link
          href={`/concerns/${c.number}`}
          prefetch={false}
          className="flex min-h-(--touch) items-center font-bold no-underline hover:underline"
        >
          <bdi>{c.title}</bdi>
        </Link>
        <State look={lookOf(c.status, null, now)}>{words(`statuses.${c.status}`)}</State>
        <p className="small flex flex-wrap gap-x-3">
          <span className="num">{c.number}</span>
          {c.building && <span>{c.building}</span>}
          <span>{format.dateTime(c.createdAt, "date")}</span>
          {c.voices > 0 && <span>{list("voices", { count: c.voices })}</span>}
          {c.privacy === "private" && <span>{words("privacyShort.private")}</span>}
        </p>
      </div>
    </li>
  );
}
