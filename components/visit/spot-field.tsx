import { type Option, SelectField } from "#components/ui/fields.tsx";

type Props = { door: string; floor: number; areas: Option[]; words: { label: string; home: string } };

/** At the door where one stands, or in a common area near it. */
export function SpotField({ door, floor, areas, words }: Props) {
  return (
    <>
      <input type="hidden" name="floor" value={floor} />
      <SelectField
        name="spot"
        label={words.label}
        initial={`door:${door}`}
        options={[{ value: `door:${door}`, label: words.home }, ...areas]}
      />
    </>
  );
}
