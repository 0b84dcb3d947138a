import { useTranslations } from "#components/i18n.ts";
import { Files } from "#components/ui/files.tsx";
import { Form } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { acceptedTypes, maxFiles } from "#domain/attachment/limits.ts";
import type { ConcernHead } from "#domain/concern/page.ts";
import { mayWork } from "#domain/concern/rules.ts";
import { AudienceField } from "./audience.tsx";

type Props = {
  concern: ConcernHead;
  action: (state: FormState, data: FormData) => Promise<FormState>;
  submission: string;
  restored: Record<string, string | string[]> | null;
  /** For one who follows by a tracking link: the key of this form's uploads. */
  uploadKey: string | undefined;
  /** Writing is the page's main action, since nothing else presses. */
  main: boolean;
};

/** Where one writes in the thread: who will read it is chosen above the text, and said again on the button. */
export function Reply({ concern, action, submission, restored, uploadKey, main }: Props) {
  const t = useTranslations("thread");
  const everyone = t(`audience.${concern.privacy}`);
  return (
    <Form
      action={action}
      submission={submission}
      at={`/concerns/${concern.number}`}
      name="reply"
      restored={restored}
      label={t("reply")}
      className="mt-8 grid gap-4"
    >
      <input type="hidden" name="number" value={concern.number} />
      {uploadKey && <input type="hidden" name="uploadKey" value={uploadKey} />}
      <AudienceField
        main={main}
        working={mayWork(concern.capacities)}
        words={{
          legend: t("whoReads"),
          everyone,
          working: t("audience.working"),
          text: t("reply"),
          placeholder: t("placeholder"),
          sendEveryone: t("sendEveryone"),
          sendWorking: t("sendWorking"),
        }}
      >
        <details className="fold">
          <summary>{t("addFiles")}</summary>
          <Files
            accept={acceptedTypes.join(",")}
            max={maxFiles}
            uploadKey={uploadKey}
            community={concern.communityId}
          />
        </details>
      </AudienceField>
    </Form>
  );
}
