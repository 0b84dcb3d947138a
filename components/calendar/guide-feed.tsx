import { useTranslations } from "#components/i18n.ts";
import type { FormProps } from "#components/ui/form.tsx";
import type { GuideLine } from "#domain/calendar/address.ts";
import { CalendarAddressForms } from "./address.tsx";

type Props = {
  guide: GuideLine;
  at: string;
  submission: string;
  renew: FormProps["action"];
  end: FormProps["action"];
};

/** A guide with the address of their calendar, to be handed on. */
export function GuideFeed({ guide, ...forms }: Props) {
  const t = useTranslations("calendar");
  return (
    <details className="fold">
      <summary>
        <span className="flex flex-wrap items-baseline gap-x-3">
          <bdi>{guide.name}</bdi>
          <span className="small font-normal">
            {[guide.remark, guide.address ? t("hasAddress") : t("noAddress")].filter(Boolean).join(" · ")}
          </span>
        </span>
      </summary>
      <div className="grid gap-3 pt-2 pb-4">
        {guide.phone && (
          <p className="text-t1">
            <a href={`tel:${guide.phone}`} className="lone num">
              {guide.phone}
            </a>
          </p>
        )}
        <CalendarAddressForms {...forms} address={guide.address} guide={guide} />
      </div>
    </details>
  );
}
