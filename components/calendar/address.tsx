import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Form, type FormProps, Submit } from "#components/ui/form.tsx";
import type { CalendarAddress } from "#domain/calendar/address.ts";
import { Copied } from "./copied.tsx";

type Props = {
  address: CalendarAddress | null;
  /** Where this stands. */
  at: string;
  submission: string;
  renew: FormProps["action"];
  end: FormProps["action"];
  /** Whose address it is, where a page has several. */
  guide?: { id: string; name: string };
};

/** The address of a calendar: to be opened, copied, renewed and ended; or to be had, where there is none yet. */
export function CalendarAddressForms({ address, at, submission, renew, end, guide }: Props) {
  const t = useTranslations("calendar");
  const format = useFormatter();
  const hidden = guide && <input type="hidden" name="guide" value={guide.id} />;
  // Many of a kind on one page: each stands in the section of its guide, and is no landmark of its own.
  const label = (what: string) => (guide ? undefined : what);
  return (
    <div className="grid min-w-0 gap-3">
      {address && (
        <>
          <Copied
            label={guide ? `${t("address")} · ${guide.name}` : t("address")}
            text={address.https}
            words={{ copy: t("copy"), copied: t("copied") }}
          />
          <p className="small">{guide ? t("howGuide") : t("how")}</p>
          <p className="small">
            {address.readAt ? t("read", { when: format.dateTime(address.readAt, "moment") }) : t("neverRead")}
          </p>
        </>
      )}
      <div className="flex flex-wrap items-end gap-3">
        {address && !guide && (
          <a href={address.webcal} className="btn btn-main">
            {t("open")}
          </a>
        )}
        {/* The same form before and after: what it answers is told once the address is there. */}
        <Form
          key="renew"
          action={renew}
          at={at}
          submission={submission}
          label={label(address ? t("renew") : t("make"))}
          className="grid gap-3"
        >
          {hidden}
          <Submit className="justify-self-start">{address ? t("renew") : t("make")}</Submit>
        </Form>
        {address && (
          <Form action={end} at={at} label={label(t("end"))} className="grid gap-3">
            {hidden}
            <Submit>{t("end")}</Submit>
          </Form>
        )}
      </div>
      {address && <p className="small">{t("renewHint")}</p>}
    </div>
  );
}
