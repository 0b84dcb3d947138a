import { formatIn, useLocale, useTranslations } from "#components/i18n.ts";
import { TextArea, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { byDay, chosenOf, offersAhead } from "#domain/wish/offers.ts";
import type { Wish } from "#domain/wish/read.ts";
import { clock, dayAndWeekday, weekDay } from "./when.ts";
import { Fold, WishFields } from "./wish-fields.tsx";

type Props = {
  action: (state: FormState, data: FormData) => Promise<FormState>;
  submission: string;
  /** Whom it is for: hidden fields. */
  of: Record<string, string>;
  shifts: { id: string; startsAt: Date; endsAt: Date }[];
  timeZone: string;
  wish: Wish | null;
  phone?: string;
  email?: string;
  at?: string;
  restored?: Record<string, string | string[]> | null;
  /** Folded away behind these words. */
  fold?: string | undefined;
};

/** Two weeks are looked over at once. */
const daysOpen = 10;

/** When a household may be visited, or that it would rather be called: for its account, its slip, at the door. */
export function WishForm({ action, submission, of, shifts, timeZone, wish, phone, email, at, restored, fold }: Props) {
  const t = useTranslations("wish");
  const format = formatIn(useLocale(), timeZone);
  const offers = offersAhead(shifts, Date.now());
  const days = byDay(offers, timeZone).map(({ day, offers: found }) => ({
    day,
    label: weekDay(format, day),
    pieces: dayAndWeekday(format, day),
    offers: found.map((o) => ({
      value: o.id,
      label: clock(format, o),
      full: `${weekDay(format, day)} ${clock(format, o)}`,
    })),
  }));
  const fields = (
    <>
      <WishFields
        days={days}
        open={daysOpen}
        initial={{
          kind: wish?.kind ?? (days.length ? "times" : "any"),
          times: wish ? chosenOf(offers, wish.times) : [],
          phone: phone ?? "",
        }}
        words={{
          legend: t("legend"),
          times: t("kinds.times"),
          timesHint: t("timesHint"),
          noTimes: t("noTimes"),
          later: t("later", { count: days.length - daysOpen }),
          any: t("kinds.any"),
          call: t("kinds.call"),
          phone: t("phone"),
          phoneHint: t("phoneHint"),
        }}
      />
      <TextArea name="note" label={t("note")} hint={t("noteHint")} rows={2} initial={wish?.note ?? ""} />
      <TextField
        name="email"
        type="email"
        label={t("email")}
        hint={t("emailHint")}
        initial={email ?? ""}
        autoComplete="email"
      />
      <Submit main className="sm:justify-self-start">
        {t("save")}
      </Submit>
    </>
  );
  return (
    <Form
      action={action}
      submission={submission}
      at={at}
      name="wish"
      restored={restored}
      label={t("legend")}
      className="grid gap-5"
    >
      {Object.entries(of).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fold ? (
        <Fold summary={fold} open={restored?.form === "wish"}>
          {fields}
        </Fold>
      ) : (
        fields
      )}
    </Form>
  );
}
