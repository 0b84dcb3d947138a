import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { FileField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import type { lastLedgers } from "#domain/ledger/hand-in.ts";
import { ledgerLooks } from "./looks.ts";

type Props = {
  /** Marks the form's submission, so that it is taken once. */
  submission: string;
  action: (state: FormState, data: FormData) => Promise<FormState>;
  community: string;
  /** The page with the form, and the address under which its ledgers stand. */
  at: string;
  under: string;
  words: { handIn: string; hint: string; file: string };
  ledgers: Awaited<ReturnType<typeof lastLedgers>>;
};

/** Hands in a ledger; below, those that were handed in last. */
export function HandIn({ submission, action, community, at, under, words, ledgers }: Props) {
  const t = useTranslations("ledger");
  const format = useFormatter();
  return (
    <section aria-labelledby="hand-in" className="sheet grid gap-4">
      <h2 id="hand-in">{words.handIn}</h2>
      <p className="small">{words.hint}</p>
      <Form action={action} submission={submission} at={at} label={words.handIn} className="grid gap-4">
        <input type="hidden" name="community" value={community} />
        <FileField name="file" label={words.file} hint={t("fileHint")} accept=".csv,.txt,.xlsx,.xls" />
        <Submit main className="justify-self-start">
          {t("read")}
        </Submit>
      </Form>
      {ledgers.length > 0 && (
        <ul>
          {ledgers.map((l) => (
            <li key={l.id} className="flex flex-wrap items-center gap-x-4 border-t border-line text-t1">
              <Link href={`${under}/${l.id}`} className="lone break-all">
                {l.fileName}
              </Link>
              <State look={ledgerLooks[l.state]}>{t(`states.${l.state}`)}</State>
              <span className="small">
                {l.by} · {format.dateTime(l.createdAt, "moment")}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
