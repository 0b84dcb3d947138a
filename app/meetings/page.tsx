import type { Metadata } from "next";
import { getTranslations } from "#components/i18n.ts";
import { MeetingLines } from "#components/meeting/lines.tsx";
import { ownMeetings } from "#domain/meeting/list.ts";
import { signedIn } from "../session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings"))("title") };
}

/** The meetings at which one has a seat: those to come, and those that were. */
export default async function MeetingsPage() {
  const viewer = await signedIn("/meetings");
  const [t, { coming, past }] = await Promise.all([getTranslations("meetings"), ownMeetings(viewer)]);
  return (
    <div className="page-narrow grid gap-8">
      <h1>{t("title")}</h1>
      <section aria-labelledby="coming" className="grid gap-2">
        <h2 id="coming">{t("coming")}</h2>
        {coming.length ? <MeetingLines meetings={coming} /> : <p className="rule">{t("noneComing")}</p>}
      </section>
      {past.length > 0 && (
        <section aria-labelledby="past" className="grid gap-2">
          <h2 id="past">{t("past")}</h2>
          <MeetingLines meetings={past} />
        </section>
      )}
    </div>
  );
}
