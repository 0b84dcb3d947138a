import { createTranslator } from "use-intl/core";
import { messages } from "#domain/words.ts";

/** The words on the pages, so that a test says what it looks for by name and follows a change of wording. */
export const zh = createTranslator({ locale: "zh-CN", messages: messages["zh-CN"] });
export const tw = createTranslator({ locale: "zh-TW", messages: messages["zh-TW"] });
export const en = createTranslator({ locale: "en", messages: messages.en });
