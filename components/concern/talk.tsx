import { useTranslations } from "#components/i18n.ts";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import type { TimelineItem } from "#domain/concern/timeline.ts";
import { DeleteForm, EditForm } from "./change-forms.tsx";
import type { Entry } from "./entry.ts";
import { Reply, type ReplyTo } from "./reply.tsx";
import { Thread } from "./thread.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

export type TalkActions = { reply: Action; edit: Action; takeBack: Action };

/** What the address says is open: the form that answers to a message, corrects it or takes it back. */
export type TalkOpen = { quote?: string; edit?: string; delete?: string };

type Props = {
  to: ReplyTo;
  items: TimelineItem[];
  entries: Entry[];
  readSeq: number | null;
  actions: TalkActions;
  open: TalkOpen;
  restored: Record<string, string | string[]> | null;
  uploadKey: string | undefined;
  now: Date;
  /** What the viewer may: write, take back what others wrote. */
  speaks: boolean;
  leads: boolean;
  /** Writing is the page's main action, since nothing else presses. */
  main: boolean;
};

/** A conversation: what was said and done, and where one writes. */
export function Talk({ to, items, entries, actions, open, restored, now, speaks, leads, ...rest }: Props) {
  const t = useTranslations("thread");
  const words = useTranslations("words");
  const changed = items.find(({ message }) => message && !message.deleted && message.id === (open.edit ?? open.delete));
  const quoted = items.find(({ message }) => message && !message.deleted && message.id === open.quote);
  const base = changed?.message && {
    submission: newId(),
    restored,
    at: to.at,
    fields: to.fields,
    message: changed.message.id,
    seq: changed.seq,
  };
  const form =
    base &&
    (open.edit ? (
      <EditForm {...base} action={actions.edit} body={changed.message?.body ?? ""} />
    ) : (
      <DeleteForm {...base} action={actions.takeBack} />
    ));
  return (
    <section aria-label={t("label")} className="case-talk">
      <Thread
        number={to.number}
        entries={entries}
        readSeq={rest.readSeq}
        at={to.at}
        now={now.toISOString()}
        powers={{ speaks, leads }}
        open={base && form ? { message: base.message, form } : undefined}
        words={{
          label: t("label"),
          unread: t("unread"),
          working: t("workingTag"),
          photo: words("photo"),
          arrived: t("arrived"),
          quote: t("quote"),
          edit: t("edit"),
          delete: t("delete"),
          edited: t("edited"),
        }}
      />
      {speaks && (
        <Reply
          to={to}
          action={actions.reply}
          submission={newId()}
          restored={restored}
          uploadKey={rest.uploadKey}
          main={rest.main}
          quoted={
            quoted?.message
              ? {
                  message: quoted.message.id,
                  working: quoted.audience === "working",
                  who: entries.find((e) => e.seq === quoted.seq)?.who ?? "",
                  text: quoted.message.body,
                }
              : null
          }
        />
      )}
    </section>
  );
}
