import { useTranslations } from "#components/i18n.ts";
import { TextField, Ticks } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { OfferedPoint } from "#domain/meeting/offer.ts";
import type { MeetingPage, Point } from "#domain/meeting/page.ts";
import { partyName } from "./names.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  meeting: MeetingPage;
  at: string;
  locale: string;
  restored: Record<string, string | string[]> | null;
  offered: OfferedPoint[];
  actions: { addPoint: Action; takeOffered: Action; actOnPoint: Action };
  submissions: [string, string, string];
};

/** What is to be talked about: in its order, with what was proposed and how that was taken up. */
export function Agenda({ meeting, at, locale, restored, offered, actions, submissions }: Props) {
  const t = useTranslations("meetings");
  const words = useTranslations("words");
  const [adding, offering, acting] = submissions;
  const { points, leads } = meeting;
  const open = ["finding", "called", "held"].includes(meeting.status);
  const taken = points.filter((p) => p.status === "taken");
  const own = meeting.parties.find((p) => p.own && !p.organizer);
  const from = (p: Point) =>
    p.principal
      ? t("pointFrom", {
          party: partyName(
            meeting.parties.find((x) => x.principal === p.principal),
            t,
            locale,
          ),
        })
      : null;
  const known = new Set(points.map((p) => p.title));
  const offers = offered
    .map((o) =>
      o.kind === "category"
        ? t("offeredCategory", { category: words(`categories.${o.category}`), count: o.count })
        : o.text,
    )
    .filter((text) => !known.has(text));
  const act = (p: Point, children: React.ReactNode, className = "") => (
    <Form
      action={actions.actOnPoint}
      submission={acting}
      at={at}
      name={`point-${p.id}`}
      restored={restored}
      className={className}
    >
      <input type="hidden" name="meeting" value={meeting.id} />
      <input type="hidden" name="item" value={p.id} />
      {children}
    </Form>
  );
  const press = (p: Point, what: "take" | "up" | "down" | "remove") => (
    <Submit key={what} className="btn-plain" name="act" value={what}>
      {t(`pointActs.${what}`)}
      <span className="sr-only">{p.title}</span>
    </Submit>
  );
  return (
    <section aria-labelledby="agenda" className="grid gap-3">
      <h2 id="agenda">{t("agenda")}</h2>
      {taken.length === 0 && <p className="small">{t("noPoints")}</p>}
      <ol className="grid list-decimal ps-6">
        {taken.map((p, i) => (
          <li key={p.id} className="border-t border-line py-2 ps-1">
            <bdi>{p.title}</bdi>
            {from(p) && <span className="small ms-2">{from(p)}</span>}
            {leads && open && (
              <details className="fold">
                <summary className="text-t1">
                  {t("changePoint")}
                  <span className="sr-only">{p.title}</span>
                </summary>
                {act(
                  p,
                  <>
                    <TextField name="title" label={t("pointTitle")} initial={p.title} />
                    <div className="flex flex-wrap gap-2">
                      <Submit name="act" value="change">
                        {t("savePoint")}
                      </Submit>
                      {i > 0 && press(p, "up")}
                      {i < taken.length - 1 && press(p, "down")}
                      {!p.principal && press(p, "remove")}
                    </div>
                  </>,
                  "grid gap-3 py-2",
                )}
              </details>
            )}
          </li>
        ))}
      </ol>
      {points.some((p) => p.status === "proposed") && (
        <div className="grid gap-2">
          <h3>{t("proposedPoints")}</h3>
          <ul>
            {points
              .filter((p) => p.status === "proposed")
              .map((p) => (
                <li key={p.id} className="grid gap-2 border-t border-line py-3">
                  <p>
                    <bdi>{p.title}</bdi> <span className="small ms-2">{from(p)}</span>
                  </p>
                  {leads &&
                    open &&
                    act(
                      p,
                      <>
                        <Submit name="act" value="take" className="justify-self-start">
                          {t("pointActs.take")}
                          <span className="sr-only">{p.title}</span>
                        </Submit>
                        <TextField name="answer" label={t("declineAnswer")} />
                        <Submit name="act" value="decline" className="btn-plain justify-self-start">
                          {t("pointActs.decline")}
                          <span className="sr-only">{p.title}</span>
                        </Submit>
                      </>,
                      "grid gap-3",
                    )}
                </li>
              ))}
          </ul>
        </div>
      )}
      {points
        .filter((p) => p.status === "declined")
        .map((p) => (
          <p key={p.id} className="small">
            <s>{p.title}</s> {from(p)} · {t("declined", { answer: p.answer ?? "" })}
          </p>
        ))}
      {open && (leads || own) && (
        <details className="fold" open={restored?.form === "point" || undefined}>
          <summary>{leads ? t("addPoint") : t("proposePoint")}</summary>
          <Form
            action={actions.addPoint}
            submission={adding}
            at={at}
            name="point"
            restored={restored}
            label={leads ? t("addPoint") : t("proposePoint")}
            className="grid gap-3 py-2"
          >
            <input type="hidden" name="meeting" value={meeting.id} />
            {!leads && own && <input type="hidden" name="principal" value={own.principal} />}
            <TextField name="title" label={t("pointTitle")} hint={leads ? undefined : t("proposeHint")} required />
            <Submit className="justify-self-start">{leads ? t("pointActs.add") : t("pointActs.propose")}</Submit>
          </Form>
        </details>
      )}
      {open && leads && offers.length > 0 && (
        <details className="fold" open={restored?.form === "offered" || undefined}>
          <summary>{t("offered")}</summary>
          <Form
            action={actions.takeOffered}
            submission={offering}
            at={at}
            name="offered"
            restored={restored}
            label={t("offered")}
            className="grid gap-3 py-2"
          >
            <input type="hidden" name="meeting" value={meeting.id} />
            <Ticks
              name="points"
              label={t("offeredHint")}
              choices={offers.map((text) => ({ value: text, label: text }))}
            />
            <Submit className="justify-self-start">{t("takeOffered")}</Submit>
          </Form>
        </details>
      )}
    </section>
  );
}
