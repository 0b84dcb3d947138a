import { getTranslations } from "#components/i18n.ts";
import { NotHere } from "#components/shell/not-here.tsx";
import { isGone } from "./gone.ts";

export default async function NotFoundPage() {
  await getTranslations("errors");
  return <NotHere gone={isGone()} />;
}
