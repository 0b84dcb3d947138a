import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getTranslations } from "#components/i18n.ts";
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
            <Link
              href={pathOf(n)}
              prefetch={false}
              className={`no-underline after:absolute after:inset-0 hover:underline ${n.read ? "" : "font-bold"}`}
            >
              <bdi>{n.title ?? t("meeting")}</bdi>
            </Link>
          </li>
        ))}
      </ul>
      <p className="small">
        <Link href="/settings#notify">{t("settings")}</Link>
      </p>
    </div>
  );
}

function pathOf({ meeting, agreement, policy, problem, room, number }: NotificationLine): string {
  if (meeting) return `/meetings/${meeting}`;
  if (agreement) return `/agreements/${agreement}`;
  if (policy) return `/policies/${policy}`;
  if (problem) return `/problems/${number}`;
  return room ? `/concerns/${number}/rooms/${room}` : `/concerns/${number}`;
}
