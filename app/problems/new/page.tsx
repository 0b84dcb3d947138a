import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { SaidFields } from "#components/problem/fields.tsx";
import { SelectField, TextArea, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { optionalId } from "#domain/input.ts";
import { officersOf } from "#domain/organization/options.ts";
import { chosenConcerns } from "#domain/problem/chosen.ts";
import { openProblems } from "#domain/problem/list.ts";
import { concernNumbers } from "#domain/problem/number.ts";
import { daysLater, localTimeOf } from "#domain/time.ts";
import { signedIn } from "../../session.ts";
import { addTo, create } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("problem"))("new") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Makes a problem: from the concerns that were chosen, or from none yet. */
export default async function NewProblemPage({ searchParams }: Props) {
  const search = await searchParams;
  const numbers = concernNumbers.safeParse(search.concerns).data ?? [];
  const one = (name: string) => [search[name]].flat()[0] ?? "";
  const proposal = optionalId.safeParse(one("proposal")).data ?? null;
  const query = new URLSearchParams([
    ...numbers.map((n) => ["concerns", n]),
    ...["proposal", "problem", "title"].flatMap((name) => (one(name) ? [[name, one(name)]] : [])),
  ]);
  const at = query.size ? `/problems/new?${query}` : "/problems/new";
  const parked = one("parked") || undefined;
  const viewer = await signedIn(at, { parked });
  const community = viewer.communities.find((c) => viewer.claims.coordinates.includes(c.id));
  if (!community) notFound();
  const [t, restored, officers, chosen, existing] = await Promise.all([
    getTranslations("problem"),
    parkedForm(viewer, parked),
    officersOf(viewer, community.id),
    chosenConcerns(viewer, numbers),
    numbers.length ? openProblems(viewer, community.id) : [],
    getTranslations("words"),
  ]);
  const first = chosen[0];
  return (
    <div className="page-narrow grid gap-6">
      <div>
        <h1>{t("new")}</h1>
        <p>{t("newHint")}</p>
      </div>
      <Form
        action={create}
        submission={newId()}
        at={at}
        name="problem"
        restored={restored}
        label={t("new")}
        className="grid gap-6"
      >
        <input type="hidden" name="community" value={community.id} />
        {proposal && <input type="hidden" name="proposal" value={proposal} />}
        <SaidFields
          initial={first && { title: one("title").slice(0, 60) || first.title, summary: "", category: first.category }}
        />
        <TextArea
          name="concerns"
          label={t("concernsField")}
          hint={
            chosen.length ? (
              <span className="grid">
                {chosen.map((c) => (
                  <span key={c.number}>
                    <span className="num">{c.number}</span> <bdi>{c.title}</bdi>
                  </span>
                ))}
              </span>
            ) : (
              t("concernsHint")
            )
          }
          rows={Math.min(6, 2 + Math.floor(numbers.length / 4))}
          initial={numbers.join(" ")}
        />
        <SelectField
          name="owner"
          label={t("owner")}
          initial={viewer.user.id}
          options={officers.map((o) => ({ value: o.id, label: o.post ? `${o.name} · ${o.post}` : o.name }))}
        />
        <TextField
          name="nextAt"
          type="datetime-local"
          label={t("nextAt")}
          initial={localTimeOf(daysLater(new Date(), 7, community.timeZone, "17:00"), community.timeZone)}
          required
        />
        <TextField name="nextNote" label={t("nextNote")} />
        <Submit main className="justify-self-start">
          {t("new")}
        </Submit>
      </Form>
      {numbers.length > 0 && existing.length > 0 && (
        <Form
          action={addTo}
          submission={newId()}
          at={at}
          name="existing"
          restored={restored}
          label={t("orExisting")}
          className="rule grid gap-4"
        >
          <h2>{t("orExisting")}</h2>
          <input type="hidden" name="concerns" value={numbers.join(" ")} />
          {proposal && <input type="hidden" name="proposal" value={proposal} />}
          <SelectField
            name="number"
            label={t("which")}
            empty={t("choose")}
            initial={one("problem")}
            options={existing.map((p) => ({ value: p.number, label: `${p.title} · ${p.number}` }))}
          />
          <Submit className="justify-self-start">{t("putThere")}</Submit>
        </Form>
      )}
      <p>
        <Link href="/problems" className="lone">
          {t("back")}
        </Link>
      </p>
    </div>
  );
}
