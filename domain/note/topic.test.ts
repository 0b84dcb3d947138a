import { describe, expect, test } from "vitest";
import { noteTopic } from "./topic.ts";

describe("what a visit note is about", () => {
  test.each([
    ["早上电梯挤不进去，困了两次人。", "lift"],
    ["女儿九月要入园，幼儿园名额还没着落。", "schooling"],
    ["消火栓打开没有水，灭火器也过期了。", "fire"],
    ["The kindergarten has no place.", "schooling"],
  ])("is found by its words: %s", (body, topic) => {
    expect(noteTopic(body)).toBe(topic);
  });

  test.each(["", "老人说一切都好，倒了两杯茶。", "She walks down the street."])(
    "is nothing where no word tells: %s",
    (body) => {
      expect(noteTopic(body)).toBeNull();
    },
  );
});
