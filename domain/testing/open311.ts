import { sql } from "drizzle-orm";
import { beforeEach } from "vitest";
import { asViewer } from "#db/viewer.ts";
import { reply } from "../concern/reply.ts";
import { type Ask, answerTo } from "../open311/dispatch.ts";
import { asJson } from "../open311/document.ts";
import { Fault } from "../open311/fault.ts";
import { type Asking, askingWith, stranger } from "../open311/key.ts";
import { makeKey } from "../open311/keys.ts";
import { paramsOf } from "../open311/params.ts";
import { key, rowOf, type Stage } from "./stage.ts";

type System = Asking & { key: NonNullable<Asking["key"]> };

/** The code of a refusal, or that there was none. */
export const fault = async (wish: Promise<unknown>) =>
  wish.then(
    () => "none",
    (error: unknown) => {
      if (error instanceof Fault) return `${error.status} ${error.wrongs.map(({ code }) => code).join(" ")}`;
      throw error;
    },
  );

export const numbers = (rows: { service_request_id: string }[]) => rows.map((r) => r.service_request_id);

/** Two systems with a key each in the world's community, anew for each test, and what they ask. */
export function systemsOf(s: Stage) {
  const held: { system: System; other: System } = {} as never;
  const given = async (name: string, community = s.world.a, by: "coordinator" | "coordinatorB" = "coordinator") =>
    makeKey(await s.as(by), { key: key(), community, name, contact: "王五 138" });
  const holding = async (secret: string) => (await askingWith(secret)) as System;
  beforeEach(async () => {
    // (What the test before left behind.)
    await s.admin`update api_keys set revoked_at = now() where revoked_at is null`;
    await s.admin`update publications set hidden_at = now() where hidden_at is null`;
    held.system = await holding(await given("市民热线"));
    held.other = await holding(await given("别的应用"));
  });
  const ask = (
    method: Ask["method"],
    path: string,
    params: Record<string, string>,
    asking: Asking = stranger,
    token: string | null = null,
  ) =>
    answerTo({
      method,
      path: path.split("/"),
      params: paramsOf(new URLSearchParams({ jurisdiction_id: "a", ...params })),
      asking,
      locale: "zh-CN",
      token,
    });
  const said = async (...args: Parameters<typeof ask>) => JSON.parse(asJson(await ask(...args)));
  return {
    held,
    given,
    holding,
    ask,
    said,
    file: async (more: Record<string, string> = {}, asking: Asking = held.system, token: string | null = null) => {
      const [filed] = await said(
        "POST",
        "requests",
        { service_code: "lift", address_id: s.world.building, description: `电梯停在十楼 ${key()}`, ...more },
        asking,
        token,
      );
      return filed.service_request_id as string;
    },
    /** The officer says it on the concern. */
    tell: async (number: string, body: string, audience: "everyone" | "working" = "everyone") => {
      const said = { number, body, audience, attachments: [], uploadKey: null };
      await reply(await s.as("officer"), { key: key(), ...said });
    },
    publish: async (number: string, title = "电梯常停", body = "电梯停在十楼") => {
      const { id } = await rowOf(s.admin, number);
      await asViewer((await s.as("coordinator")).claims, (tx) =>
        tx.execute(
          sql`insert into publications (community_id, concern_id, title, body) values (${s.world.a}, ${id}, ${title}, ${body})`,
        ),
      );
    },
  };
}
