import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyText } from "#domain/testing/chars.ts";
import { countedAs, safeNext, sameOrigin } from "./session.ts";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["::1", "0:0:0:0::/64"],
  ["2001:DB8:0:42:1:2:3:4", "2001:db8:0:42::/64"],
  ["2001:db8::42:1:2:3:4", "2001:db8:0:42::/64"],
  ["2001:0db8:0000:0042::9", "2001:db8:0:42::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["unknown", "unknown"],
])("an address, %s, is counted as %s", (address, as) => expect(countedAs(address)).toBe(as));

describe("where signing in leads", () => {
  test.each(["/concerns/2611-0123", "/concerns?state=open&q=电梯", "/desk#new", "/"])("is back to %s", (next) => {
    expect(decodeURI(safeNext(next))).toBe(next);
  });

  test.each([
    undefined,
    null,
    7,
    ["/desk"],
    "",
    "desk",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
  ])("is the desk for %j", (next) => expect(safeNext(next)).toBe("/desk"));

  test("is always this site, whatever is asked for", () => {
    const parts = fc.array(
      fc.constantFrom(
        "/",
        "\\",
        "\t",
        "\n",
        "\r",
        " ",
        ".",
        "..",
        ":",
        "@",
        "evil.example",
        "%2f",
        "?",
        "#",
        "http:",
        "\0",
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          parts.map((p) => p.join("")),
          anyText(20),
        ),
        (next) => {
          const led = safeNext(next);
          expect(led).toMatch(/^\/(?![/\\])/);
          expect(new URL(led, "https://portal.test").origin).toBe("https://portal.test");
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe("a request to an endpoint", () => {
  const from = (origin: string | null, host = "portal.test") =>
    sameOrigin(
      new Request("http://portal.test/api/read", { headers: { host, ...(origin === null ? {} : { origin }) } }),
    );

  test("comes from a page of this site only when its origin says so", () => {
    expect(from("https://portal.test")).toBe(true);
    expect(from("https://evil.example")).toBe(false);
    expect(from("https://portal.test:8443")).toBe(false);
    expect(from("null")).toBe(false);
    expect(from("")).toBe(false);
    expect(from(null)).toBe(false);
  });
});
