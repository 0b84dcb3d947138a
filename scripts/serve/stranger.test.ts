import { describe, expect, test } from "vitest";
import { strangersReading } from "./stranger.ts";

const id = "018f0000-0000-7000-8000-000000000000";

describe("a page that is the same for every stranger", () => {
  test.each(["/", "/?lang=en", "/board?topic=fire", `/stories/${id}`, "/concerns/2611-1234", "/figures"])(
    "%s",
    (url) => {
      expect(strangersReading("GET", url, {}, "")).not.toBeNull();
      expect(strangersReading("HEAD", url, {}, "")).not.toBeNull();
    },
  );

  test.each([
    "/report",
    "/sign-in",
    "/desk",
    "/board/subscribe",
    "/board/review",
    `/stories/${id}/edit`,
    "/stories/new",
    "/follow",
    "/slip/abc",
    `/?parked=${id}`,
    "//elsewhere/",
    "/\\elsewhere/",
    `/board?q=${"长".repeat(400)}`,
  ])("%.60s is not", (url) => expect(strangersReading("GET", url, {}, "")).toBeNull());

  test("depends on language, size and colours, and on nothing else of the browser", () => {
    const key = (headers: Record<string, string>, lang = "") => strangersReading("GET", "/", headers, lang)?.key;
    expect(key({ "accept-language": "zh-TW,zh;q=0.9" })).toBe("/ zh-TW normal system");
    expect(key({ "accept-language": "zh-HK", "user-agent": "x" })).toBe("/ zh-TW normal system");
    expect(key({ cookie: "locale=en; size=large", "accept-language": "zh" })).toBe("/ en large system");
    expect(key({ cookie: "locale=en; theme=dark" }, "zh-TW")).toBe("/ zh-TW normal dark");
    expect(key({ cookie: "size=<script>; theme=;" })).toBe("/ zh-CN normal system");
  });

  test("is not for somebody who may be known, nor for a part of a page", () => {
    for (const cookie of [
      "next-auth.session-token=a",
      "doorstep.follow=b",
      "locale=en; __Secure-next-auth.session-token=",
      "anything",
    ])
      expect(strangersReading("GET", "/", { cookie }, "")).toBeNull();
    expect(strangersReading("POST", "/", {}, "")).toBeNull();
    expect(strangersReading("GET", "/", { rsc: "1" }, "")).toBeNull();
    expect(strangersReading("GET", "/", { "next-action": "x" }, "")).toBeNull();
  });
});
