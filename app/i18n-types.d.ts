import type { Locale } from "#domain/account/preferences.ts";
import type { Messages } from "#domain/words.ts";

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
