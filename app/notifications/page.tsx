import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getTranslations, useTranslations } from "#components/i18n.ts";
import { listNotifications, type NotificationLine } from "#domain/notification/list.ts";
import { signedIn } from "../session.ts";
import { markAllRead } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notifications"))("title") };
}

export default async function NotificationsPage() {
  const viewer = await signedIn("/notifications");
  const [t, format, lines] = await Promise.all([
    getTranslations("notifications"),
    getFormatter(),
    listNotifications(viewer),
  ]);
  return (
    <div className="page-narrow grid gap-5">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1>{t("title")}</h1>
        {lines.some((n) => !n.read) && (
          <form action={markAllRead}>
            <button type="submit" className="btn">
              {t("readAll")}
            </button>
          </form>
        )}
      </div>
      {lines.length === 0 && <p className="rule">{t("none")}</p>}
      <ul>
        {lines.map((n) => (
          <li key={n.id} className="relative border-t border-line py-3">
            <p className="small flex flex-wrap gap-x-3">
              {!n.read && <b className="text-door">{t("new")}</b>}
              <span>{t(`kinds.${n.kind as "replied"}`, { who: n.actor ?? t("reporter") })}</span>
              <time dateTime={n.createdAt.toISOString()}>{format.dateTime(n.createdAt, "moment")}</time>
            </p>
            <Told line={n} />
          </li>
        ))}
      </ul>
      <p className="small">
        <Link href="/settings#notify">{t("settings")}</Link>
      </p>
    </div>
  );
}

/** What a piece of news is about, and the way there, where there is one. */
function Told({ line }: { line: NotificationLine }) {
  const t = useTranslations("notifications");
  const at = pathOf(line);
  const words = line.title ?? (line.quote ? t("quote") : line.helper ? t("helper") : t("meeting"));
  const weight = line.read ? "" : "font-bold";
  if (!at) return <p className={weight}>{words}</p>;
  return (
    <Link href={at} prefetch={false} className={`no-underline after:absolute after:inset-0 hover:underline ${weight}`}>
      <bdi>{words}</bdi>
    </Link>
  );
}

function pathOf({ kind, meeting, agreement, policy, quote, helper, title, problem, room, number }: NotificationLine) {
  if (meeting) return `/meetings/${meeting}`;
  if (agreement) return `/agreements/${agreement}`;
  if (policy) return `/policies/${policy}`;
  if (quote) return "/stories/quoted";
  // (Whoever helps nobody any more has no page of it; whoever lives there does.)
  if (helper) return title ? "/helpers" : null;
  if (problem) return `/problems/${number}`;
  if (kind === "published_concern" || kind === "changed_publication") return `/concerns/${number}#public`;
  return room ? `/concerns/${number}/rooms/${room}` : `/concerns/${number}`;
}
