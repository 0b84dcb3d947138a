import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import { Files } from "#components/ui/files.tsx";
import { Form } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { acceptedTypes, maxFiles } from "#domain/attachment/limits.ts";
import type { Privacy } from "#domain/concern/category.ts";
import type { Audience } from "#domain/event.ts";
import { beginningOf } from "#domain/thread/rules.ts";
import { AudienceField } from "./audience.tsx";
import { type FilledReply, SavedPicker } from "./saved-picker.tsx";
import { Seen } from "./seen.tsx";

/** Where one writes: the address of the thread, what its forms say of it, and who reads there. */
export type ReplyTo = {
  number: string;
  at: string;
  fields: Record<string, string>;
  community: string;
  /** `everyone` is who this says; whether there is a working audience besides. */
  privacy: Privacy | "room";
  working: boolean;
  /** Whether the writer works on it: who else writes and reads is told then. */
  works: boolean;
};

type Props = {
  to: ReplyTo;
  action: (state: FormState, data: FormData) => Promise<FormState>;
  submission: string;
  restored: Record<string, string | string[]> | null;
  /** For one who follows by a tracking link: the key of this form's uploads. */
  uploadKey: string | undefined;
  /** Writing is the page's main action, since nothing else presses. */
  main: boolean;
  /** What is answered to. */
  quoted: { message: string; working: boolean; who: string; text: string } | null;
  /** What stands in the text already: a draft, a saved reply. */
  begun: { body: string; audience: Audience | undefined };
  saved: FilledReply[];
  /** Whether the writer may write saved replies. */
  manages: boolean;
  /** The last event on the page; null where it is not asked whether somebody wrote meanwhile. */
  newest: number | null;
  /** Whether drafts are kept. */
  drafts: boolean;
};

/** Where one writes in the thread: who will read it is chosen above the text, and said again on the button. */
export function Reply({
  to,
  action,
  submission,
  restored,
  uploadKey,
  main,
  quoted,
  begun,
  saved,
  manages,
  newest,
  drafts,
}: Props) {
  const t = useTranslations("thread");
  return (
    <Form
      action={action}
      submission={submission}
      at={quoted ? `${to.at}?quote=${quoted.message}` : to.at}
      name="reply"
      restored={restored}
      label={t("reply")}
      id="reply"
      className="mt-8 grid scroll-mt-4 gap-4"
    >
      {Object.entries(to.fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {newest !== null && <Seen newest={newest} />}
      {uploadKey && <input type="hidden" name="uploadKey" value={uploadKey} />}
      {quoted && (
        <div className="border-s-2 border-line-2 ps-3 text-t1">
          <input type="hidden" name="quote" value={quoted.message} />
          <p className="font-bold">{t("quoting", { who: quoted.who })}</p>
          <p dir="auto">{beginningOf(quoted.text)}</p>
          <Link href={`${to.at}#reply`} prefetch={false} className="lone">
            {t("quoteNone")}
          </Link>
        </div>
      )}
      <AudienceField
        main={main}
        working={to.working}
        initial={begun.audience}
        only={quoted?.working ? "working" : undefined}
        words={{
          legend: t("whoReads"),
          everyone: t(`audience.${to.privacy}`),
          working: t("audience.working"),
          sendEveryone: to.privacy === "room" ? t("sendRoom") : t("sendEveryone"),
          sendWorking: t("sendWorking"),
        }}
        write={{
          mentionable: `/api/mentionable?${new URLSearchParams(to.fields)}`,
          initial: begun.body,
          draft: drafts ? to.fields : null,
          words: {
            text: t("reply"),
            placeholder: t("placeholder"),
            mention: t("mention"),
            mentionHint: t("mentionHint"),
            found: t("mentionFound", { count: "{count}" }),
          },
        }}
      >
        {saved.length > 0 && (
          <SavedPicker
            replies={saved}
            manage={manages}
            words={{
              saved: t("saved"),
              choose: t("savedChoose"),
              insert: t("savedInsert"),
              manage: t("savedManage"),
            }}
          />
        )}
        {saved.length === 0 && manages && (
          <p className="small">
            <Link href="/replies" prefetch={false} className="lone">
              {t("savedManage")}
            </Link>
          </p>
        )}
        <details className="fold">
          <summary>{t("addFiles")}</summary>
          <Files accept={acceptedTypes.join(",")} max={maxFiles} uploadKey={uploadKey} community={to.community} />
        </details>
      </AudienceField>
    </Form>
  );
}
