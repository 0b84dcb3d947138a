import { getTranslations } from "#components/i18n.ts";
import { requestLocale } from "../i18n.ts";
import { viewer } from "../session.ts";

/** What the home screen of a phone opens: the walk sheet for who goes from door to door, their desk for who has one. */
const starts = { coordinator: "/desk", officer: "/visits/today", partner: "/desk", resident: "/desk", admin: "/admin" };

/** Lets the portal be put on a phone's home screen, in its person's language, beginning where they begin. */
export async function GET(): Promise<Response> {
  const [{ role }, t, locale] = await Promise.all([viewer(), getTranslations("install"), requestLocale()]);
  const start = role === "visitor" ? "/" : starts[role];
  const known = role !== "visitor";
  const shortcuts = [
    { name: t("report"), url: "/report" },
    known ? { name: t("desk"), url: "/desk" } : { name: t("follow"), url: "/follow" },
    ...(role === "officer" || role === "coordinator" ? [{ name: t("visits"), url: "/visits/today" }] : []),
  ];
  const icon = (file: string, size: number, purpose = "any") => ({
    src: `/icons/${file}.png`,
    sizes: `${size}x${size}`,
    type: "image/png",
    purpose,
  });
  const manifest = {
    id: "/",
    name: t("name"),
    short_name: t("short"),
    description: t("what"),
    lang: locale,
    dir: "ltr",
    start_url: start,
    scope: "/",
    display: "standalone",
    background_color: "#fbf9f5",
    theme_color: "#fbf9f5",
    categories: ["government", "social"],
    icons: [icon("192", 192), icon("512", 512), icon("maskable", 512, "maskable")],
    shortcuts: shortcuts.map((s) => ({ ...s, icons: [icon("192", 192)] })),
  };
  return Response.json(manifest, {
    headers: { "content-type": "application/manifest+json", "cache-control": "private, no-cache" },
  });
}
