import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { Invitations, InviteForm } from "#components/people/invitations.tsx";
import { Members } from "#components/people/members.tsx";
import { Residents } from "#components/people/residents.tsx";
import { newId } from "#db/id.ts";
import { listInvitations, listMembers } from "#domain/account/manage.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { listOrganizations } from "#domain/organization/manage.ts";
import { listResidents } from "#domain/resident/decide.ts";
import { signedIn } from "../session.ts";
import * as actions from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("title") };
}

type Props = { searchParams: Promise<{ parked?: string }> };

export default async function PeoplePage({ searchParams }: Props) {
  const { parked } = await searchParams;
  const viewer = await signedIn("/people", { parked });
  const { role, claims } = viewer;
  const leads = role === "coordinator" || claims.admin;
  if (!leads && role !== "partner") notFound();
  const [t, members, invitations, residents, organizations, restored] = await Promise.all([
    getTranslations("people"),
    listMembers(viewer),
    leads ? listInvitations(viewer) : [],
    role === "coordinator" ? listResidents(viewer) : [],
    leads ? listOrganizations(viewer) : [],
    parkedForm(viewer, parked),
  ]);
  return (
    <div className="page grid gap-10">
      <h1>{t("title")}</h1>
      {leads && (
        <section aria-labelledby="invite" className="grid gap-4">
          <h2 id="invite">{t("invite")}</h2>
          <InviteForm
            action={actions.invitePerson}
            submission={newId()}
            organizations={organizations}
            restored={restored}
          />
          <Invitations invitations={invitations} revoke={actions.revoke} />
        </section>
      )}
      {role === "coordinator" && <Residents residents={residents} decide={actions.decide} />}
      <Members
        members={members}
        nameLead={actions.nameLead}
        changeRole={actions.changeMemberRole}
        dismiss={actions.dismissMember}
        setDisabled={actions.switchAccount}
      />
    </div>
  );
}
