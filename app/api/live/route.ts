import { entryOf } from "#components/concern/entry.ts";
import { presentWords } from "#components/concern/present.ts";
import { formatIn, wordsIn } from "#components/i18n.ts";
import type { LiveMessage } from "#components/live/stream.ts";
import { viewerOf } from "#domain/account/viewer.ts";
import { concernIdOf, newItems } from "#domain/concern/follow.ts";
import { concernNumber, id as idInput } from "#domain/input.ts";
import { type Announcement, listening, subscribe } from "#domain/live/hub.ts";
import { meetingSeq } from "#domain/meeting/access.ts";
import { problemIdOf } from "#domain/problem/page.ts";
import { knowsRoom } from "#domain/room/list.ts";
import { followedRound, roundStamp, touchesRound } from "#domain/round/follow.ts";
import { presentIn } from "#domain/thread/presence.ts";
import { requestLocale } from "../../i18n.ts";
import { followSecret, sessionId } from "../../session.ts";

export const dynamic = "force-dynamic";

const encoder = new TextEncoder();
const heartbeat = 25_000;
/** A floor of doors is recorded at once: what comes within this time is looked up, and told, together. */
const gather = 300;

/**
 * What happens while a page is open: new entries of the concern it shows, that something happened in the round it shows,
 * and the person's unread count. Each push asks the database as the viewer, whose session is checked again; a broken
 * connection asks for what it missed (Last-Event-ID or `after`; `stamp`: the state of the round that the page shows).
 */
export async function GET(request: Request): Promise<Response> {
  const session = await sessionId();
  const follow = await followSecret();
  const first = await viewerOf(session, follow);
  if (!first.user && !first.tracking) return new Response(null, { status: 204 });
  const params = new URL(request.url).searchParams;
  const parsed = concernNumber.safeParse(params.get("concern"));
  const number = parsed.success ? parsed.data : null;
  const concern = number ? await concernIdOf(first, number) : null;
  const side = idInput.safeParse(params.get("room"));
  const room = side.success && (await knowsRoom(first, side.data)) ? side.data : null;
  // (No two things have the same number.)
  const problem = number && !concern && first.user ? await problemIdOf(first, number) : null;
  const subject = room ?? concern ?? problem;
  const table = idInput.safeParse(params.get("meeting"));
  const meeting = table.success && (await meetingSeq(first, table.data)) !== null ? table.data : null;
  const roundId = idInput.safeParse(params.get("round"));
  const round = roundId.success ? await followedRound(first, roundId.data) : null;
  let stamp = params.get("stamp");
  let after = Number(request.headers.get("last-event-id") ?? params.get("after") ?? 0) || 0;
  const locale = await requestLocale();
  const timeZone = first.communities[0]?.timeZone ?? "Asia/Shanghai";
  const t = wordsIn(locale, "thread", timeZone);
  const roomWords = wordsIn(locale, "room", timeZone);
  const problemWords = wordsIn(locale, "problem", timeZone);
  const format = formatIn(locale, timeZone);
  const userId = first.user?.id;

  let stop = () => {};
  const stream = new ReadableStream({
    async start(controller) {
      const send = (message: LiveMessage, id?: number) =>
        controller.enqueue(
          encoder.encode(`${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(message)}\n\n`),
        );
      let queue = Promise.resolve();
      let closed = false;
      const end = () => {
        if (closed) return;
        closed = true;
        stop();
        try {
          controller.close();
        } catch {
          // The browser was gone first.
        }
      };
      /** One push at a time, in order. */
      const inTurn = (work: () => Promise<void>) => {
        queue = queue.then(() => (closed ? undefined : work())).catch(end);
      };
      const pushItems = async () => {
        if (!subject) return;
        const viewer = await viewerOf(session, follow);
        if (!viewer.user && !viewer.tracking) {
          send({ type: "ended" });
          return end();
        }
        const items = await newItems(
          viewer,
          room ? { room } : problem ? { problem: number ?? "" } : (number ?? ""),
          after,
        );
        if (!items.length) return;
        const seq = Math.max(...items.map((item) => item.rev));
        after = seq;
        send(
          {
            type: "items",
            seq,
            entries: items.map((item) =>
              entryOf(item, { t, room: roomWords, problem: problemWords, format, locale, reporter: null }),
            ),
          },
          seq,
        );
      };
      let somebody = false;
      /** Who else is there, in words: to those who work on it. */
      const pushPresent = async () => {
        if (!subject) return;
        const where = { number: number ?? "", room };
        const found = await presentIn(await viewerOf(session, follow), where).catch(() => null);
        if (!found || (!found.length && !somebody)) return;
        somebody = found.length > 0;
        send({ type: "presence", present: found.map((p) => presentWords(p, t, locale)) });
      };
      /** Tells that something happened in the round: at one of these visits, or, where none is named, since the page was made. */
      const pushRound = async (why: { visits?: string[]; surely?: boolean } = {}) => {
        if (!round) return;
        const viewer = await viewerOf(session, follow);
        if (!viewer.claims.officerIn.includes(round.communityId)) {
          send({ type: "ended" });
          return end();
        }
        if (why.visits && !(await touchesRound(viewer, round, why.visits))) return;
        const now = await roundStamp(viewer, round);
        if (now === stamp && !why.surely) return;
        stamp = now;
        send({ type: "round" });
      };
      /** Tells that something happened with the meeting since the event that the page knows of. */
      const pushMeeting = async () => {
        if (!meeting) return;
        const seq = await meetingSeq(await viewerOf(session, follow), meeting);
        if (seq === null) {
          send({ type: "ended" });
          return end();
        }
        if (seq <= after) return;
        after = seq;
        send({ type: "meeting", seq }, seq);
      };
      let heard = new Set<string>();
      const hearVisit = (visit: string) => {
        if (heard.size === 0) {
          setTimeout(() => {
            const visits = [...heard];
            heard = new Set();
            inTurn(() => pushRound({ visits }));
          }, gather);
        }
        heard.add(visit);
      };
      const pushUnread = async () => {
        const viewer = await viewerOf(session, follow);
        if (!viewer.user) {
          send({ type: "ended" });
          return end();
        }
        send({ type: "unread", count: viewer.user.unread });
      };
      /** What was committed between the page, or the last connection, and this one. */
      const catchUp = () => {
        inTurn(pushItems);
        inTurn(pushPresent);
        inTurn(() => pushRound());
        inTurn(pushMeeting);
        if (userId) inTurn(pushUnread);
      };
      const hear = (a: Announcement) => {
        if (a.type === "public") return;
        if (a.type === "resumed") catchUp();
        else if (a.type === "presence") {
          if (a.subject === subject) inTurn(pushPresent);
        } else if (a.type === "user") {
          if (a.user === userId) inTurn(pushUnread);
        } else if (a.subject === subject && a.seq > after) inTurn(pushItems);
        else if (a.type === "meeting") {
          if (a.subject === meeting) inTurn(pushMeeting);
        } else if (a.type === "visit" && a.community === round?.communityId) hearVisit(a.subject);
        else if (a.type === "round" && a.subject === round?.id) inTurn(() => pushRound({ surely: true }));
        else if (a.type === "household" && a.community === round?.communityId) inTurn(() => pushRound());
      };
      const unsubscribe = subscribe(hear);
      const timer = setInterval(() => {
        controller.enqueue(encoder.encode(": \n\n"));
        // Who left without a word is no longer there.
        if (somebody) inTurn(pushPresent);
      }, heartbeat);
      stop = () => {
        clearInterval(timer);
        unsubscribe();
      };
      request.signal.addEventListener("abort", end);
      await listening();
      controller.enqueue(encoder.encode("retry: 2000\n\n"));
      catchUp();
    },
    cancel: () => stop(),
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "private, no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
