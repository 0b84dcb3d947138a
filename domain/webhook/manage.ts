import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { outbox, webhooks } from "#db/schema/index.ts";
import { asViewer, change, submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { clean, id, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { webhookSecret } from "./sign.ts";

/** An organization has this many at most. */
const most = 5;

export type WebhookLine = {
  id: string;
  url: string;
  createdAt: Date;
  lastOkAt: Date | null;
  failingSince: Date | null;
  lastError: string | null;
};

/** The organization whose system a person may connect: their partner unit; the agency for who leads. */
export function ownOrganization(viewer: Viewer): { organization: string; name: string; nameEn: string | null } | null {
  return viewer.user?.memberships.find((m) => m.role === "partner" || m.role === "coordinator") ?? null;
}

export const addWebhookInput = z.object({
  key: submissionKey,
  url: z
    .string()
    .transform(clean)
    .refine((v) => URL.canParse(v) && /^https?:$/.test(new URL(v).protocol) && v.length <= 500, {
      params: { key: "webAddress" },
    })
    // A password in an address would stand in lists and logs.
    .refine((v) => !URL.canParse(v) || !new URL(v).username, { params: { key: "webAddress" } }),
});

/**
 * Connects an organization's own system. @returns its secret, which is not shown again
 * @throws Refusal `webhookKnown`, `tooManyWebhooks`
 */
export async function addWebhook(viewer: Viewer, { key, url }: z.output<typeof addWebhookInput>): Promise<string> {
  const own = ownOrganization(viewer);
  if (!own) throw new NotFound();
  return refusing({ webhooks_once: new Refusal("webhookKnown", { field: "url" }) }, async () => {
    const { result } = await submit(viewer.claims, { key, command: "webhook.add", content: url }, async (tx, hook) => {
      const [kept] = await tx
        .select({ n: sql<number>`count(*)::int` })
        .from(webhooks)
        .where(eq(webhooks.organizationId, own.organization));
      if ((kept?.n ?? 0) >= most) throw new Refusal("tooManyWebhooks", { params: { max: most } });
      const secret = webhookSecret();
      await tx.insert(webhooks).values({
        id: hook,
        organizationId: own.organization,
        url,
        secret,
        createdBy: viewer.user?.id,
      });
      return { secret };
    });
    return result.secret;
  });
}

/** The connected systems of the viewer's organization, and how they fare. */
export async function listWebhooks(viewer: Viewer): Promise<WebhookLine[]> {
  const rows = await asViewer(viewer.claims, (tx) =>
    tx
      .select({
        id: webhooks.id,
        url: webhooks.url,
        createdAt: webhooks.createdAt,
        lastOkAt: webhooks.lastOkAt,
        failingSince: webhooks.failingSince,
        lastError: webhooks.lastError,
      })
      .from(webhooks)
      .orderBy(webhooks.createdAt, webhooks.id),
  );
  return rows;
}

export const webhookInput = z.object({ key: submissionKey, webhook: id });

/** Sends a message that says nothing. */
export async function testWebhook(viewer: Viewer, { key, webhook }: z.output<typeof webhookInput>): Promise<void> {
  await submit(viewer.claims, { key, command: "webhook.test", content: webhook }, async (tx) => {
    const [found] = await tx.select({ id: webhooks.id }).from(webhooks).where(eq(webhooks.id, webhook));
    if (!found) throw new NotFound();
    await tx.insert(outbox).values({ topic: "webhook_test", payload: { webhook } });
  });
}

/** Disconnects a system; what still waits for it is dropped. */
export async function dropWebhook(viewer: Viewer, { webhook }: z.output<typeof webhookInput>): Promise<void> {
  await change(viewer.claims, (tx) => tx.delete(webhooks).where(eq(webhooks.id, webhook)));
}
