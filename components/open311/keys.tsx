import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import type { KeyLine } from "#domain/open311/keys.ts";

type Props = {
  keys: KeyLine[];
  community: string;
  at: string;
  revoke: (state: FormState, data: FormData) => Promise<FormState>;
};

/** The systems that have a key: when it was last used, and how much came by it. */
export function ApiKeys({ keys, community, at, revoke }: Props) {
  const t = useTranslations("open311");
  const format = useFormatter();
  const when = (moment: Date) => format.dateTime(moment, "moment");
  return (
    <ul>
      {keys.map((key) => (
        <li key={key.id} className="grid gap-2 border-t border-line py-4">
          <p>
            <b className={key.revokedAt ? "text-ink-2 line-through" : undefined}>{key.name}</b>
          </p>
          <p className="small">
            {key.madeBy
              ? t("line", { contact: key.contact, who: key.madeBy, when: when(key.createdAt) })
              : t("lineAlone", { contact: key.contact, when: when(key.createdAt) })}
          </p>
          <p className="small">
            {t("filed", { count: key.filed })} ·{" "}
            {key.lastUsedAt ? t("used", { when: when(key.lastUsedAt) }) : t("unused")}
          </p>
          {key.revokedAt ? (
            <p className="small">{t("revokedAt", { when: when(key.revokedAt) })}</p>
          ) : (
            <Form action={revoke} submission={newId()} at={at} label={`${t("revoke")} ${key.name}`}>
              <input type="hidden" name="community" value={community} />
              <input type="hidden" name="id" value={key.id} />
              <Submit>{t("revoke")}</Submit>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}
