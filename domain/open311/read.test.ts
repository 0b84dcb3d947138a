import { describe, expect, test } from "vitest";
import { momentOfW3, w3Of } from "./date.ts";
import { Fault, type FaultCode } from "./fault.ts";
import { bulkFiltersOf, filtersOf, updatesSpanOf } from "./filters.ts";
import { paramsOf } from "./params.ts";
import { type Building, buildingAt, metresBetween } from "./place.ts";
import { submissionOf } from "./submission.ts";
import { updateOf } from "./updates.ts";

const params = (text: string) => paramsOf(new URLSearchParams(text));

/** What is wrong with something, by code. */
function wrongs(work: () => unknown): FaultCode[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof Fault) return error.wrongs.map(({ code }) => code);
    throw error;
  }
}

describe("dates", () => {
  test("the specification's examples are one instant", () => {
    const moment = new Date("1994-11-05T13:15:30Z");
    expect(momentOfW3("1994-11-05T08:15:30-05:00")).toEqual(moment);
    expect(momentOfW3("1994-11-05T13:15:30Z")).toEqual(moment);
    // A plus sign that nobody escaped.
    expect(momentOfW3("1994-11-05T21:15:30 08:00")).toEqual(moment);
    expect(w3Of(moment, "America/New_York")).toBe("1994-11-05T08:15:30-05:00");
    expect(w3Of(moment, "Asia/Shanghai")).toBe("1994-11-05T21:15:30+08:00");
  });

  test.each([
    "",
    "yesterday",
    "2010-05-24",
    "2010-05-24T00:00:00",
    "2010-02-30T00:00:00Z",
    "1274659200",
    "2010-13-01T00:00:00Z",
  ])("%j is none: it has no zone, or there is no such day", (text) => expect(momentOfW3(text)).toBeNull());
});

describe("what is posted", () => {
  test("the specification's example, with attributes of ours", () => {
    const said = submissionOf(
      params(
        "api_key=xyz&jurisdiction_id=city.gov&service_code=lift&lat=37.76524078&long=-122.4212043&address_string=1234+5th+street&email=smit333%40sfgov.edu&device_id=tt222111&account_id=123456&first_name=john&last_name=smith&phone=111111111&description=A+large+sinkhole+is+destroying+the+street&media_url=http%3A%2F%2Ffarm3.static.flickr.com%2F2002%2F2212426634_5ed477a060.jpg&attribute[area]=lift&attribute[contact][]=phone&attribute[contact][]=email&attribute[floor]=-1",
      ),
    );
    expect(said).toEqual({
      service: "lift",
      place: { addressId: null, point: { lat: 37.76524078, long: -122.4212043 }, address: "1234 5th street" },
      description: "A large sinkhole is destroying the street",
      email: "smit333@sfgov.edu",
      phone: "+86111111111",
      name: "john smith",
      account: "123456",
      mediaUrl: "http://farm3.static.flickr.com/2002/2212426634_5ed477a060.jpg",
      attributes: { area: ["lift"], contact: ["phone", "email"], floor: ["-1"] },
      floor: -1,
    });
    // Nothing of a person's device is kept.
    expect(JSON.stringify(said)).not.toContain("tt222111");
  });

  test("an empty parameter is none, and a Chinese name is written as one", () => {
    const said = submissionOf(params("service_code=fire&address_id=x&lat=&long=&email=&first_name=伟&last_name=张"));
    expect(said).toMatchObject({ email: null, name: "张伟", place: { point: null } });
  });

  test.each<[string, FaultCode[]]>([
    ["address_string=x", ["service_missing"]],
    ["service_code=nothing&address_string=x", ["service_unknown"]],
    ["service_code=fire", ["place_missing"]],
    ["service_code=fire&lat=31.2", ["place_half"]],
    ["service_code=fire&lat=abc&long=1e3", ["place_no_number"]],
    ["service_code=fire&lat=0x1F&long=Infinity", ["place_no_number"]],
    ["service_code=fire&lat=91&long=0", ["place_range"]],
    [`service_code=fire&address_id=x&description=${"字".repeat(4001)}`, ["description_too_long"]],
    ["service_code=fire&address_id=x&email=nobody&phone=ring+me", ["email_wrong", "phone_wrong"]],
    ["service_code=fire&address_id=x&media_url=javascript:alert(1)", ["media_wrong"]],
    ["service_code=fire&address_id=x&media_url=https://a:b@c.example/x.jpg", ["media_wrong"]],
    ["service_code=fire&address_id=x&attribute[colour]=red", ["attribute_unknown"]],
    ["service_code=fire&address_id=x&attribute[area]=moon", ["attribute_value"]],
    ["service_code=fire&address_id=x&attribute[area]=lift&attribute[area]=roof", ["attribute_once"]],
    ["service_code=fire&address_id=x&attribute[floor]=top", ["attribute_number"]],
    ["service_code=fire&address_id=x&attribute[floor]=999", ["attribute_number"]],
    ["service_code=medical&address_id=x", ["attribute_missing"]],
    // All that is wrong at once.
    ["service_code=x&lat=1&email=y", ["service_unknown", "place_half", "email_wrong"]],
  ])("%s", (text, expected) => expect(wrongs(() => submissionOf(params(text)))).toEqual(expected));

  test("4,000 characters are taken, however many bytes they have", () => {
    const description = "𠮷".repeat(4000);
    expect(submissionOf(params(`service_code=fire&address_id=x&description=${description}`)).description).toBe(
      description,
    );
  });
});

describe("what is asked for", () => {
  const now = new Date("2026-11-28T12:00:00Z");

  test("without dates: the last 90 days, at most 1,000", () => {
    expect(filtersOf(params(""), now)).toEqual({
      codes: [],
      status: null,
      requested: { from: new Date("2026-08-30T12:00:00Z"), until: now },
      updated: null,
      page: 1,
      size: 1000,
    });
  });

  test("ids override everything else", () => {
    expect(filtersOf(params("service_request_id=1,2&service_request_id=3&status=rubbish"), now)).toEqual({
      ids: ["1", "2", "3"],
    });
  });

  test("several codes and states; both states are all", () => {
    expect(filtersOf(params("service_code=fire,lift&status=open,CLOSED&page=2&page_size=50"), now)).toMatchObject({
      codes: ["fire", "lift"],
      status: null,
      page: 2,
      size: 50,
    });
    expect(filtersOf(params("status=closed"), now)).toMatchObject({ status: "closed" });
  });

  test("what changed since, whenever it was raised", () => {
    expect(filtersOf(params("updated_after=2026-11-01T00:00:00%2B08:00"), now)).toMatchObject({
      requested: null,
      updated: { from: new Date("2026-10-31T16:00:00Z") },
    });
  });

  test.each<[string, FaultCode[]]>([
    ["start_date=2026-11-01", ["date_wrong"]],
    ["start_date=2027-01-01T00:00:00Z", ["date_future"]],
    ["start_date=2026-11-02T00:00:00Z&end_date=2026-11-01T00:00:00Z", ["dates_order"]],
    ["start_date=2026-01-01T00:00:00Z&end_date=2026-11-01T00:00:00Z", ["dates_span"]],
    ["status=fixed", ["status_wrong"]],
    ["service_code=fire,what", ["service_unknown"]],
    ["page=0", ["page_wrong"]],
    ["page_size=1001", ["page_wrong"]],
    ["page_size=ten", ["page_wrong"]],
    [`service_request_id=${Array.from({ length: 201 }, (_, i) => i).join(",")}`, ["ids_too_many"]],
  ])("%s", (text, expected) => expect(wrongs(() => filtersOf(params(text), now))).toEqual(expected));

  test("days before there were days are the first ones, which every database knows", () => {
    for (const text of [
      "start_date=0000-01-01T00:00:00Z",
      "end_date=0001-01-01T00:00:00Z",
      "updated_after=0000-01-01T00:00:00Z",
    ]) {
      const found = filtersOf(params(text), now);
      const { requested, updated } = "ids" in found ? { requested: null, updated: null } : found;
      expect(((updated ?? requested)?.from.getTime() ?? -1) >= 0, text).toBe(true);
    }
  });

  test("updates of requests that are named are told whenever they were", () => {
    expect(updatesSpanOf(params("service_request_id=2501-1234"), now).from.getTime()).toBeLessThan(Date.UTC(1971));
    expect(updatesSpanOf(params(""), now).from).toEqual(new Date(now.getTime() - 90 * 86_400_000));
  });

  test("the bulk file may be of any span", () => {
    expect(bulkFiltersOf(params(""), now).requested).toBeNull();
    expect(bulkFiltersOf(params("start_date=2020-01-01T00:00:00Z"), now).requested).toEqual({
      from: new Date("2020-01-01T00:00:00Z"),
      until: now,
    });
  });

  test("an update says what it is", () => {
    expect(wrongs(() => updateOf(params("status=fixed&description=x"), now))).toEqual([
      "update_missing",
      "update_missing",
      "update_missing",
      "status_wrong",
    ]);
    expect(
      wrongs(() =>
        updateOf(
          params("service_request_id=1&update_id=2&status=OPEN&description=x&updated_datetime=2026-12-01T00:00:00Z"),
          now,
        ),
      ),
    ).toEqual(["date_future"]);
  });
});

describe("where it is", () => {
  const at = (id: string, name: string, latitude: number | null, longitude: number | null): Building => ({
    id,
    name,
    latitude,
    longitude,
  });
  const two = at("11111111-1111-4111-8111-111111111111", "2幢", 31.23, 121.47);
  const twelve = at("22222222-2222-4222-8222-222222222222", "12幢", 31.231, 121.471);
  const all = [two, twelve];
  const place = { addressId: null, point: null, address: null };

  test("a degree of latitude is 111 kilometres", () => {
    expect(metresBetween({ lat: 0, long: 0 }, { lat: 1, long: 0 })).toBeCloseTo(111_195, -1);
  });

  test("the nearest building; none further than 300 metres; none in the sea", () => {
    expect(buildingAt(all, { ...place, point: { lat: 31.2301, long: 121.4701 } })).toBe(two);
    expect(buildingAt(all, { ...place, point: { lat: 31.2309, long: 121.4709 } })).toBe(twelve);
    expect(wrongs(() => buildingAt(all, { ...place, point: { lat: 30.5, long: 123.9 } }))).toEqual(["place_far"]);
    expect(
      wrongs(() => buildingAt([at("x", "y", null, null)], { ...place, point: { lat: 31.23, long: 121.47 } })),
    ).toEqual(["place_unmapped"]);
  });

  test("by id, or by the name in an address: the whole name, not the end of another", () => {
    expect(buildingAt(all, { ...place, addressId: two.id.toUpperCase() })).toBe(two);
    expect(wrongs(() => buildingAt(all, { ...place, addressId: "2" }))).toEqual(["address_unknown"]);
    expect(buildingAt(all, { ...place, address: "伊萨卡 12 幢 3单元" })).toBe(twelve);
    expect(buildingAt(all, { ...place, address: "２幢1502" })).toBe(two);
    expect(buildingAt(all, { ...place, address: "112幢" })).toBeNull();
    expect(buildingAt(all, { ...place, address: "小区东门" })).toBeNull();
  });
});
