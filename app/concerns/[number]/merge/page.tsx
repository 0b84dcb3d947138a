import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getTranslations } from "#components/i18n.ts";
import { Choices } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { listConcerns, listInput } from "#domain/concern/list.ts";
import { mayMerge } from "#domain/concern/merge.ts";
import { type MergeProposal, mergeProposals } from "#domain/concern/merge-into.ts";
import { concernPage } from "#domain/concern/page.ts";
import { concernNumber } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../../session.ts";
import { merge } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("merge"))("title") };
}

type Props = { params: Promise<{ number: string }>; searchParams: Promise<{ parked?: string; q?: string }> };

/** Which one stays, of two that are the same. */
export default async function MergePage({ params, searchParams }: Props) {
  const [{ number }, { parked, q }] = await Promise.all([params, searchParams]);
  const viewer = await signedIn(`/concerns/${number}/merge`, { parked, q });
  const { concern } = await orNotFound(
    concernNumber.safeParse(number).success ? concernPage(viewer, number) : Promise.reject(new NotFound()),
  );
  await orNotFound(Promise.resolve().then(() => mayMerge(concern.capacities, concern.status)));
  const proposed = q ? [] : await mergeProposals(viewer, number);
  // Where nothing is like it, the newest of the same kind.
  const asked = listInput.parse({ state: "open", q: q || undefined, category: q ? undefined : concern.category });
  const [t, words, format, list, restored] = await Promise.all([
    getTranslations("merge"),
    getTranslations("words"),
    getFormatter(),
    proposed.length ? { lines: [] } : listConcerns(viewer, asked),
    parkedForm(viewer, parked),
  ]);
  const others = list.lines.filter((line) => line.number !== number);
  const facts = (line: Pick<MergeProposal, "number" | "category" | "status" | "createdAt" | "privacy">) =>
    [
      line.number,
      words(`categories.${line.category}`),
      words(`statuses.${line.status}`),
      format.dateTime(line.createdAt, "date"),
      ...(line.privacy === "private" ? [words("privacyShort.private")] : []),
    ].join(" · ");
  const reasons = ({ degree, why, sameHousehold }: MergeProposal) =>
    [
      t(`degrees.${degree}`),
      ...(why.words.length ? [t("why.words", { words: format.list(why.words, { type: "conjunction" }) })] : []),
      ...(sameHousehold ? [t("why.household")] : []),
      ...(why.entrance ? [t("why.entrance")] : why.building ? [t("why.building")] : []),
      ...(why.area ? [t("why.area")] : []),
      ...(why.category ? [t("why.category")] : []),
    ].join(" · ");
  const choices = proposed.length
    ? proposed.map((line) => ({
        value: line.number,
        label: line.title,
        hint: `${reasons(line)}\n${facts(line)}`,
      }))
    : others.map((line) => ({ value: line.number, label: line.title, hint: facts(line) }));
  return (
    <div className="page-narrow grid gap-6">
      <div>
        <p className="small num">{number}</p>
        <h1>{t("heading", { title: concern.title })}</h1>
        <p>{t("hint")}</p>
      </div>
      <form action={`/concerns/${number}/merge`} className="flex flex-wrap items-end gap-3">
        <label className="min-w-48 flex-1">
          <span className="small">{t("search")}</span>
          <input type="search" name="q" defaultValue={q ?? ""} maxLength={100} />
        </label>
        <button type="submit" className="btn">
          {t("find")}
        </button>
      </form>
      {!q && !proposed.length && choices.length > 0 && <p>{t("nothingAlike")}</p>}
      {choices.length > 0 ? (
        <Form
          action={merge}
          submission={newId()}
          at={`/concerns/${number}/merge`}
          name="merge"
          restored={restored}
          label={t("title")}
          className="grid gap-4"
        >
          <input type="hidden" name="number" value={number} />
          <Choices name="into" label={t("into")} choices={choices} />
          <Submit main className="justify-self-start">
            {t("button")}
          </Submit>
        </Form>
      ) : (
        <p className="rule">{t("none")}</p>
      )}
      <p>
        <Link href={`/concerns/${number}`} className="lone">
          {t("back")}
        </Link>
      </p>
    </div>
  );
}
