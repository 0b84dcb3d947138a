import { describe, expect, test } from "vitest";
import { ownedDoor, ownershipsInput } from "./ownerships.ts";

describe("a line of who owns what", () => {
  test.each([
    ["3幢2单元1502，89.5", { building: "3", entrance: "2", door: "1502", area: 89.5, owner: null, letOut: false }],
    ["3幢 2单元 1502, 120㎡, A17", { area: 120, owner: "A17", letOut: false }],
    ["3幢2单元1502\t８９.５ 平方米\t\t出租", { area: 89.5, owner: null, letOut: true }],
    ["3幢2单元1502; 60; rented; B2", { owner: "B2", letOut: true }],
  ])("%s", (line, said) => expect(ownedDoor(line)).toMatchObject(said));

  test.each([
    "",
    "1502",
    "3幢2单元1502",
    "3幢2单元1502，零",
    "3幢2单元1502，0",
    "3幢2单元1502，-5",
    "3幢2单元1502，89.555",
    "3幢2单元1502，89，a，b，c",
  ])("%j cannot be read", (line) => expect(ownedDoor(line)).toBeNull());

  test("the first line that cannot be read is named; empty ones are let be", () => {
    const read = (list: string) =>
      ownershipsInput.safeParse({
        key: "0198a000-0000-7000-8000-000000000001",
        community: "0198a000-0000-7000-8000-000000000002",
        list,
      });
    expect(read("3幢2单元1502，89\n\n3幢2单元1401，60\n").data?.doors).toHaveLength(2);
    expect(read("3幢2单元1502，89\n\n什么\n").error?.issues[0]).toMatchObject({
      path: ["list"],
      params: { key: "ownerLine", line: 3 },
    });
    expect(read("\n").error?.issues[0]).toMatchObject({ params: { key: "required" } });
  });
});
