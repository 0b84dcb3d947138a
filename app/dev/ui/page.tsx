import { notFound } from "next/navigation";
import { Choices, SelectField, TextArea, TextField, Tick, Ticks } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { State } from "#components/ui/state.tsx";
import { tryForm } from "./actions.ts";

/** All plain pieces on one page, while developing only. */
export default async function UiPage() {
  if (process.env.NODE_ENV === "production") notFound();
  const options = [
    { value: "a", label: "First" },
    { value: "b", label: "Second" },
  ];
  return (
    <div className="page grid gap-8">
      <h1>components/ui</h1>
      <section className="flex flex-wrap gap-3">
        {(["new", "going", "waiting", "done", "late", "quiet"] as const).map((look) => (
          <State key={look} look={look}>
            {look}
          </State>
        ))}
      </section>
      <section className="flex flex-wrap gap-3">
        <button type="button" className="btn btn-main">
          Main
        </button>
        <button type="button" className="btn">
          Button
        </button>
        <button type="button" className="btn btn-plain">
          Plain
        </button>
        <button type="button" className="btn" aria-disabled="true">
          Under way
        </button>
      </section>
      <Progress value={612} max={1152} label="612 / 1,152" />
      <Form action={tryForm} label="Form" className="sheet grid max-w-xl gap-5">
        <TextField name="line" label="A line" hint="At most 20 characters" required />
        <TextArea name="text" label="A text" required />
        <SelectField name="one" label="One of a list" empty="Choose" options={options} />
        <Choices
          name="choice"
          label="One of several"
          choices={options.map((o) => ({ ...o, hint: "with a word of explanation" }))}
        />
        <Ticks name="many" label="Any of several" choices={options} />
        <Tick name="yes" label="Yes or no" />
        <Submit main className="justify-self-start">
          Send
        </Submit>
      </Form>
    </div>
  );
}
