import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { VisitView } from "#components/visit/view.tsx";
import { VisitWishSection } from "#components/wish/visit-section.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { id as idInput } from "#domain/input.ts";
import { policiesAtDoor } from "#domain/policy/door.ts";
import { NotFound } from "#domain/refusal.ts";
import { visitPage } from "#domain/visit/read.ts";
import { wishOfVisit } from "#domain/wish/read.ts";
import { asLocale } from "#domain/words.ts";
import { orNotFound, signedIn } from "../../session.ts";
import * as actions from "../actions.ts";
import { settle } from "../today/actions.ts";
import { confirmTime, noteWish } from "../when/actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("visit"))("title") };
}

export default async function VisitPage({ params, searchParams }: Props) {
  const [{ id }, { parked }] = await Promise.all([params, searchParams]);
  const viewer = await signedIn(`/visits/${id}`, { parked });
  const visit = await orNotFound(
    idInput.safeParse(id).success ? visitPage(viewer, id) : Promise.reject(new NotFound()),
  );
  const officer = viewer.claims.officerIn.includes(visit.communityId);
  const [wish, words, restored, policies] = await Promise.all([
    wishOfVisit(viewer, id),
    getTranslations("visit"),
    parkedForm(viewer, parked),
    officer ? policiesAtDoor(viewer, visit.communityId, asLocale(await getLocale())) : [],
  ]);
  const timeZone = viewer.communities.find((c) => c.id === visit.communityId)?.timeZone ?? "Asia/Shanghai";
  return (
    <VisitView
      visit={visit}
      wish={
        wish && (
          <>
            <VisitWishSection
              visit={visit}
              wish={wish}
              timeZone={timeZone}
              actions={{ confirmTime, noteWish }}
              newKey={newId}
              restored={restored}
            />
            {wish.goes && (
              <p>
                <Link href={`/helpers?visit=${id}`} className="lone">
                  {words("helpers")}
                </Link>
              </p>
            )}
          </>
        )
      }
      officer={officer}
      user={viewer.user.id}
      timeZone={timeZone}
      actions={{ ...actions, settle }}
      newKey={newId}
      restored={restored}
      policies={policies}
    />
  );
}
