import { useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";

type Props = {
  number: string;
  muted: boolean;
  action: (state: FormState, data: FormData) => Promise<FormState>;
};

/** Whether one is told of what happens on this one concern. */
export function Mute({ number, muted, action }: Props) {
  const t = useTranslations("concern");
  return (
    <Form action={action} at={`/concerns/${number}`} label={muted ? t("unmute") : t("mute")} className="grid gap-1">
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="on" value={muted ? "0" : "1"} />
      <Submit className="justify-self-start">{muted ? t("unmute") : t("mute")}</Submit>
      {muted && <p className="small">{t("mutedHint")}</p>}
    </Form>
  );
}
