import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import type { RoomLine } from "#domain/room/list.ts";

/** The side rooms of a concern that the viewer may know of; nothing at all where there is none and none to be opened. */
export function Rooms({ number, rooms, mayOpen }: { number: string; rooms: RoomLine[]; mayOpen: boolean }) {
  const t = useTranslations("room");
  if (!rooms.length && !mayOpen) return null;
  return (
    <nav aria-labelledby="rooms">
      <h2 id="rooms" className="mb-2">
        {t("list")}
      </h2>
      <RoomLines rooms={rooms} />
      {mayOpen && (
        <p className="border-t border-line">
          <Link
            href={`/concerns/${number}/rooms/new`}
            prefetch={false}
            className="flex min-h-(--touch) items-center font-bold no-underline hover:underline"
          >
            {t("open")}
          </Link>
        </p>
      )}
    </nav>
  );
}

/** Side rooms by name. */
export function RoomLines({ rooms }: { rooms: RoomLine[] }) {
  const t = useTranslations("room");
  return (
    <ul>
      {rooms.map((room) => (
        <li key={room.id} className="border-t border-line">
          <Link
            href={`/concerns/${room.number}/rooms/${room.id}`}
            prefetch={false}
            className="flex min-h-(--touch) flex-wrap items-center gap-x-3"
          >
            <bdi>{room.name}</bdi>
            {room.closed && <span className="small">{t("closed")}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}
