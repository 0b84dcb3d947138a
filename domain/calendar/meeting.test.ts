import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { calendarText } from "./feed.ts";
import { type CalendarMeeting, invitation } from "./meeting.ts";

const meeting = (more: Partial<CalendarMeeting> = {}): CalendarMeeting => ({
  ...{ id: "0198c0de-0000-7000-8000-000000000001", kind: "joint", status: "called", title: "消防座谈, 第二次" },
  ...{ place: "会议室", startsAt: "2026-11-25T06:00:00Z", endsAt: "2026-11-25T08:00:00Z", sequence: 0 },
  ...{ changedAt: "2026-11-20T08:00:00Z", createdAt: "2026-11-19T08:00:00Z", timeZone: "Asia/Shanghai" },
  ...more,
});

const invited = (more: Partial<CalendarMeeting> = {}) => {
  const from = { name: "敲门", email: "doorstep@portal.test" };
  const { text, method } = invitation(meeting(more), {
    ...{ to: "fire@example.test", from, locale: "zh-CN", baseUrl: "https://doorstep.example" },
  });
  const root = new ICAL.Component(ICAL.parse(text) as never);
  const event = root.getFirstSubcomponent("vevent") as ICAL.Component;
  return { text, method, root, event, value: (name: string) => `${event.getFirstPropertyValue(name)}` };
};

describe("an invitation", () => {
  test("is a request with organizer and attendee, local time and the same name for ever", () => {
    const { method, root, event, value } = invited();
    expect(method).toBe("REQUEST");
    expect(root.getFirstPropertyValue("method")).toBe("REQUEST");
    expect(value("uid")).toBe("meeting-0198c0de-0000-7000-8000-000000000001@doorstep.example");
    expect(value("summary")).toBe("消防座谈, 第二次");
    expect(value("organizer")).toBe("mailto:doorstep@portal.test");
    expect(value("attendee").toLowerCase()).toBe("mailto:fire@example.test");
    expect(event.getFirstProperty("dtstart")?.getParameter("tzid")).toBe("Asia/Shanghai");
    expect(value("dtstart")).toBe("2026-11-25T14:00:00");
  });

  test("moved, it is the same entry with a higher number; called off, it is a cancellation of it", () => {
    const moved = invited({ sequence: 1, startsAt: "2026-11-26T06:00:00Z", endsAt: "2026-11-26T08:00:00Z" });
    expect(moved.value("uid")).toBe(invited().value("uid"));
    expect(moved.value("sequence")).toBe("1");
    const off = invited({ sequence: 2, status: "cancelled" });
    expect([off.method, off.root.getFirstPropertyValue("method"), off.value("status"), off.value("sequence")]).toEqual([
      "CANCEL",
      "CANCEL",
      "CANCELLED",
      "2",
    ]);
  });

  test("of a private meeting says neither what nor where, in the mail's part and in the calendar", () => {
    const { text, value } = invited({ title: null, place: null });
    expect(value("summary")).toBe("会议");
    expect(text).not.toMatch(/消防|会议室/);
    const feed = calendarText({
      ...{ visits: [], meetings: [meeting({ title: null, place: null })], name: "走访日程", locale: "zh-CN" },
      ...{ baseUrl: "https://doorstep.example", goes: true, linked: true },
    });
    expect(feed).toContain("SUMMARY:会议");
    expect(feed).not.toMatch(/消防|会议室/);
  });
});
