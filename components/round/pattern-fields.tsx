import { useTranslations } from "#components/i18n.ts";
import { TextField } from "#components/ui/fields.tsx";
import { type PartOfDay, partsOfDay, type Span, weekdays } from "#domain/round/pattern.ts";
import { Box, Boxes } from "./box.tsx";
import { useWeekday } from "./words.ts";

/** On which days of the week, and from when to when: evenings, mornings, afternoons. */
export function PatternFields({ pattern }: { pattern: Record<PartOfDay, Span> }) {
  const t = useTranslations("arrange");
  const weekday = useWeekday();
  return (
    <div className="grid">
      {partsOfDay.map((part) => (
        <div
          key={part}
          className="grid gap-x-8 gap-y-2 border-t border-line py-3 md:grid-cols-[minmax(0,1fr)_20rem] md:items-end"
        >
          <Boxes name={`${part}Days`} legend={t(`parts.${part}`)}>
            <div className="grid grid-cols-7">
              {weekdays.map((day) => (
                <Box
                  key={day}
                  name={`${part}Days`}
                  value={String(day)}
                  initial={pattern[part].days.includes(day)}
                  className="grid justify-items-center gap-1 py-1 text-t1"
                >
                  <span className="order-first whitespace-nowrap">{weekday(day)}</span>
                </Box>
              ))}
            </div>
          </Boxes>
          <div className="grid grid-cols-2 gap-3">
            <TextField name={`${part}From`} type="time" label={t("from")} initial={pattern[part].from} />
            <TextField name={`${part}To`} type="time" label={t("to")} initial={pattern[part].to} />
          </div>
        </div>
      ))}
    </div>
  );
}
