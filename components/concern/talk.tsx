import { useFormatter, useTranslations } from "#components/i18n.ts";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import type { TimelineItem } from "#domain/concern/timeline.ts";
import { fillReply, type Known } from "#domain/thread/saved-text.ts";
import type { Writing } from "#domain/thread/writing.ts";
import { DeleteForm, EditForm } from "./change-forms.tsx";
import { DraftNote } from "./draft-note.tsx";
import type { Entry } from "./entry.ts";
import { pack } from "./packed.ts";
import { Presence } from "./presence.tsx";
import { Reply, type ReplyTo } from "./reply.tsx";
import { pickForm } from "./saved-picker.tsx";
import { Thread } from "./thread.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type TalkActions = {
  reply: Action;
  edit: Action;
  takeBack: Action;
  discardDraft: (data: FormData) => Promise<void>;
};

/** What the address says is open: the form that answers to a message, corrects it or takes it back. */
type TalkOpen = { quote?: string; edit?: string; delete?: string; saved?: string };

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
  writing: Writing;
  /** What saved replies leave open, by the unit that one speaks for. */
  known: (organization: string) => Known;
  manages: boolean;
  signedIn: boolean;
  /** Writing is the page's main action, since nothing else presses. */
  main: boolean;
};

/** A conversation: what was said and done, and where one writes. */
export function Talk({
  to,
  items,
  entries,
  actions,
  open,
  restored,
  now,
  speaks,
  leads,
  writing,
  known,
  manages,
  signedIn,
  ...rest
}: Props) {
  const t = useTranslations("thread");
  const words = useTranslations("words");
  const changed = items.find(({ message }) => message && !message.deleted && message.id === (open.edit ?? open.delete));
  const quoted = items.find(({ message }) => message && !message.deleted && message.id === open.quote);
  const saved = writing.saved.map((r) => ({ id: r.id, name: r.name, text: fillReply(r.body, known(r.organization)) }));
  const asked = saved.find(({ id }) => id === open.saved);
  const { draft } = writing;
  const format = useFormatter();
  const last = items.findLast(({ message }) => message)?.seq;
  const readBy = writing.readers.filter(({ seq }) => last !== undefined && seq >= last).map(({ name }) => name);
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
        room={to.fields.room}
        entries={pack(entries)}
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
      {readBy.length > 0 && (
        <p className="small mt-4">{t("readBy", { names: format.list(readBy, { type: "conjunction" }) })}</p>
      )}
      {to.works && signedIn && <Presence fields={to.fields} />}
      {speaks && saved.length > 0 && (
        // Chosen without scripts: the page comes again with the text in it.
        <form id={pickForm} method="get" action={`${to.at}#reply`} />
      )}
      {speaks && (
        <DraftNote
          note={draft && t("draft", { at: format.dateTime(draft.savedAt, "moment") })}
          discard={actions.discardDraft}
          fields={to.fields}
          button={t("draftDiscard")}
        />
      )}
      {speaks && (
        <Reply
          begun={{
            body: [draft?.body, asked?.text].filter(Boolean).join("\n"),
            audience: draft?.audience,
          }}
          saved={saved}
          manages={manages}
          newest={to.works ? items.reduce((most, { rev }) => Math.max(most, rev), 0) : null}
          drafts={signedIn}
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
