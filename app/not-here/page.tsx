import type { Metadata } from "next";
import { getTranslations } from "#components/i18n.ts";
import { NotHere } from "#components/shell/not-here.tsx";

type Props = { searchParams: Promise<{ gone?: string }> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations("errors");
  return { title: (await searchParams).gone === "1" ? t("gone") : t("notFound") };
}

/**
 * What stands at an address where nothing is. The framework leaves that page to the browser's scripts; the server in front
 * puts this one in its place (scripts/serve/missing.ts), so that it is read without them too.
 */
export default async function NotHerePage({ searchParams }: Props) {
  const { gone } = await searchParams;
  await getTranslations("errors");
  return <NotHere gone={gone === "1"} />;
}
