import { useTranslations } from "#components/i18n.ts";
import { SelectField, TextArea, TextField, Ticks } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { OfferedPlace } from "#domain/inspection/page.ts";
import type { BuildingOption } from "#domain/place/tree.ts";

type Props = {
  meeting: string;
  at: string;
  action: (state: FormState, data: FormData) => Promise<FormState>;
  submission: string;
  restored: Record<string, string | string[]> | null;
  places: OfferedPlace[];
  tree: BuildingOption[];
  open: boolean;
};

/** What is put on the checklist: what is looked at, and at which places; those of the concerns are offered. */
export function ItemsForm({ meeting, at, action, submission, restored, places, tree, open }: Props) {
  const t = useTranslations("inspection");
  const words = useTranslations("words");
  const place = useTranslations("place");
  return (
    <details className="fold" open={open || restored?.form === "items" || undefined}>
      <summary>{t("addItems")}</summary>
      <Form
        action={action}
        submission={submission}
        at={at}
        name="items"
        restored={restored}
        label={t("addItems")}
        className="grid gap-4 py-2"
      >
        <input type="hidden" name="meeting" value={meeting} />
        <TextArea name="what" label={t("what")} hint={t("whatHint")} rows={4} required />
        {places.length > 0 && (
          <Ticks
            name="places"
            label={t("places")}
            choices={places.map((p) => ({
              value: [p.building, p.entrance, p.floor].filter((v) => v !== null).join(":"),
              label: [
                `${p.buildingName}${p.entranceName ?? ""}`,
                p.floor === null ? "" : place("floor", { floor: p.floor }),
              ]
                .filter(Boolean)
                .join(" "),
              hint: t("placeHint", { category: words(`categories.${p.category}`), count: p.count }),
            }))}
          />
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField
            name="entrance"
            label={t("otherPlace")}
            empty={t("noPlace")}
            groups={tree.map((b) => ({
              label: b.name,
              options: [
                { value: b.id, label: t("wholeBuilding", { building: b.name }) },
                ...b.entrances.map((e) => ({ value: `${b.id}:${e.id}`, label: `${b.name}${e.name}` })),
              ],
            }))}
          />
          <TextField name="floor" type="number" inputMode="numeric" label={t("floor")} />
        </div>
        <Submit className="justify-self-start">{t("addThem")}</Submit>
      </Form>
    </details>
  );
}
