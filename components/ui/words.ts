import { getTranslations } from "#components/i18n.ts";
import { maxBytes, maxFiles } from "#domain/attachment/limits.ts";
import type { FileWords } from "./files.tsx";

/** What every form says when something is wrong. */
export async function formWords(): Promise<{ problem: string; offline: string }> {
  const t = await getTranslations("form");
  return { problem: t("problem"), offline: t("offline") };
}

/** What the field for photos and documents says. */
export async function fileWords(label?: string): Promise<FileWords> {
  const t = await getTranslations("form");
  return {
    label: label ?? t("files"),
    hint: t("filesHint", { max: maxFiles, size: maxBytes / 1024 / 1024 }),
    remove: t("remove"),
    uploading: t("uploading"),
    failed: t("uploadFailed"),
    tooMany: t("tooMany", { max: maxFiles }),
  };
}
