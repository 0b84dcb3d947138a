import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import type { VisitPage } from "#domain/visit/read.ts";
import type { VisitWish } from "#domain/wish/read.ts";
import { Chosen } from "./chosen.tsx";
import { WishForm } from "./wish-form.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  visit: Pick<VisitPage, "id" | "status" | "startsAt">;
  wish: VisitWish;
  timeZone: string;
  actions: Record<"confirmTime" | "noteWish", Action>;
  newKey: () => string;
  restored: Record<string, string | string[]> | null;
};

/** On the page of a visit: the household says whether its time suits; those who go see what it chose. */
export function VisitWishSection(props: Props) {
  return props.wish.own ? <ForHousehold {...props} /> : props.wish.goes ? <ForTeam {...props} /> : null;
}

function ForHousehold({ visit, wish, actions, newKey, restored }: Props) {
  const t = useTranslations("wish");
  if (visit.status !== "planned" || visit.startsAt.getTime() < Date.now()) return null;
  const at = `/visits/${visit.id}`;
  return (
    <section aria-labelledby="suits" className="grid gap-3 border-s-4 border-door bg-door-wash p-4">
      <h2 id="suits">{wish.confirmedAt ? t("confirmed") : t("suitsQuestion")}</h2>
      <div className="flex flex-wrap items-center gap-3">
        {!wish.confirmedAt && (
          <Form
            action={actions.confirmTime}
            submission={newKey()}
            at={at}
            name="confirmTime"
            label={t("suits")}
            restored={restored}
          >
            <input type="hidden" name="visit" value={visit.id} />
            <Submit main>{t("suits")}</Submit>
          </Form>
        )}
        {wish.round && wish.roundOpen && (
          <Link href={`/visits/when?round=${wish.round}&household=${wish.household}`} className="btn">
            {t("another")}
          </Link>
        )}
      </div>
    </section>
  );
}

function ForTeam({ visit, wish, timeZone, actions, newKey, restored }: Props) {
  const t = useTranslations("wish");
  const known = wish.wish || wish.refused || wish.confirmedAt;
  return (
    <section aria-label={t("householdSaid")} className="grid gap-3">
      {known && (
        <div className="grid gap-2 border-s-4 border-door bg-door-wash p-4">
          <h2 className="!text-t2">{t("householdSaid")}</h2>
          {wish.refused && (
            <p>
              <State look="late">{t("asksNot")}</State>
            </p>
          )}
          {wish.confirmedAt && visit.status === "planned" && (
            <p>
              <State look="done">{t("confirmedByHousehold")}</State>
            </p>
          )}
          {wish.wish && <Chosen wish={wish.wish} timeZone={timeZone} />}
        </div>
      )}
      {wish.round && wish.roundOpen && visit.status === "nobody_home" && (
        <Link href={`/visits/${visit.id}/slip`} className="btn justify-self-start">
          {t("leaveSlip")}
        </Link>
      )}
      {wish.round && wish.roundOpen && visit.status !== "visited" && (
        <WishForm
          action={actions.noteWish}
          submission={newKey()}
          of={{ household: wish.household, round: wish.round, visit: visit.id }}
          shifts={wish.shifts}
          timeZone={timeZone}
          wish={wish.wish}
          at={`/visits/${visit.id}`}
          restored={restored}
          fold={t("write")}
        />
      )}
    </section>
  );
}
