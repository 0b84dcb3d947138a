import { expect, test } from "vitest";
import { verifies } from "../testing/webhook.ts";
import { signed, webhookSecret } from "./sign.ts";

test("a signature fits its body, its id and its time, and no other", () => {
  const secret = webhookSecret();
  const headers = signed(secret, { id: "a", at: 1790000000, body: "{}" });
  expect(verifies(secret, headers, "{}")).toBe(true);
  expect(verifies(secret, headers, "{ }")).toBe(false);
  expect(verifies(secret, { ...headers, "webhook-id": "b" }, "{}")).toBe(false);
  expect(verifies(secret, { ...headers, "webhook-timestamp": "1790000001" }, "{}")).toBe(false);
  expect(verifies(webhookSecret(), headers, "{}")).toBe(false);
  expect(verifies(secret, {}, "{}")).toBe(false);
});

test("it is what Standard Webhooks asks for", () => {
  // The example of the specification: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
  const headers = signed("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", {
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    at: 1614265330,
    body: '{"test": 2432232314}',
  });
  expect(headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});
