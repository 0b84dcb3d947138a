import type { Format, Words } from "#components/i18n.ts";
import type { Following } from "#domain/step/page.ts";
import { titleOf, whenOf } from "./words.ts";

/** One sheet in large type: each step with a box, and a box for each paper to bring. The type gives way to the number of steps. */
export function PaperChecklist({
  following,
  number,
  locale,
  reporter,
  owner,
  t,
  format,
}: {
  following: Following;
  number: string;
  locale: string;
  reporter: string | null;
  owner: string | null;
  t: Words<"steps">;
  format: Format;
}) {
  const steps = following.steps.filter((s) => s.status !== "not_needed");
  const lines = steps.reduce(
    (n, s) => n + 2 + s.papers.length / 2 + (s.at || s.place ? 1 : 0) + (s.officer ? 1 : 0),
    0,
  );
  const size = lines <= 23 ? "steps-large" : lines <= 33 ? "steps-middle" : "steps-small";
  return (
    <article className={`steps-print ${size}`} lang={locale}>
      <style>{"@page { size: A4 portrait; margin: 15mm 16mm; }"}</style>
      <header>
        <h1>{reporter ? t("paper.hello", { name: reporter }) : t("paper.plain")}</h1>
        <p className="num">{number}</p>
      </header>
      <ol>
        {steps.map((step) => {
          const when = whenOf(format, step);
          // What is done needs no more than its tick.
          const open = step.status === "open";
          return (
            <li key={step.id}>
              <span className="steps-box" aria-hidden="true">
                {step.status === "done" ? "✓" : ""}
              </span>
              <div>
                <p className="steps-what">
                  <bdi>{titleOf(step, locale)}</bdi>
                  {step.status === "done" && <span className="steps-done"> {t("status.done")}</span>}
                </p>
                {open && (when || step.place) && <p>{[when, step.place].filter(Boolean).join(" · ")}</p>}
                {open && step.officer && <p>{t("goes", { name: step.officer })}</p>}
                {open && step.papers.length > 0 && (
                  <>
                    <p className="sr-only">{t("papers")}</p>
                    <ul>
                      {step.papers.map((paper) => (
                        <li key={paper}>
                          <span className="steps-box" aria-hidden="true" />
                          <span dir="auto">{paper}</span>
                        </li>
                      ))}
                    </ul>
                  </>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      {owner && <footer>{t("paper.ask", { name: owner })}</footer>}
    </article>
  );
}
