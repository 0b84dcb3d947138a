import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import { LiveCount } from "#components/live/count.tsx";
import { localeNames, locales } from "#domain/account/preferences.ts";
import type { Community, Role, SignedIn } from "#domain/account/viewer.ts";
import { Mark } from "./mark.tsx";
import { Nav } from "./nav.tsx";
import { SignOut } from "./sign-out.tsx";

type Act = (data: FormData) => Promise<void>;

type Props = {
  user: SignedIn | null;
  role: Role;
  community: Community | null;
  locale: string;
  large: boolean;
  actions: { chooseLocale: Act; chooseSize: Act };
};

/** Where each role goes, in the order of a day. */
const places: Record<
  Role,
  readonly {
    key:
      | "desk"
      | "concerns"
      | "problems"
      | "visits"
      | "rounds"
      | "meetings"
      | "households"
      | "figures"
      | "organizations"
      | "people"
      | "admin"
      | "board"
      | "stories"
      | "policies";
    href: string;
  }[]
> = {
  coordinator: [
    { key: "desk", href: "/desk" },
    { key: "concerns", href: "/concerns" },
    { key: "problems", href: "/problems" },
    { key: "visits", href: "/visits" },
    { key: "rounds", href: "/rounds" },
    { key: "meetings", href: "/meetings" },
    { key: "households", href: "/households" },
    { key: "figures", href: "/figures" },
    { key: "stories", href: "/stories" },
    { key: "organizations", href: "/organizations" },
    { key: "people", href: "/people" },
  ],
  officer: [
    { key: "desk", href: "/desk" },
    { key: "concerns", href: "/concerns" },
    { key: "problems", href: "/problems" },
    { key: "visits", href: "/visits" },
    { key: "rounds", href: "/rounds" },
    { key: "meetings", href: "/meetings" },
    { key: "figures", href: "/figures" },
    { key: "stories", href: "/stories" },
    { key: "organizations", href: "/organizations" },
  ],
  partner: [
    { key: "desk", href: "/desk" },
    { key: "concerns", href: "/concerns" },
    { key: "problems", href: "/problems" },
    { key: "meetings", href: "/meetings" },
    { key: "figures", href: "/figures" },
    { key: "organizations", href: "/organizations" },
    { key: "people", href: "/people" },
  ],
  resident: [
    { key: "desk", href: "/desk" },
    { key: "concerns", href: "/concerns" },
    { key: "problems", href: "/problems" },
    { key: "visits", href: "/visits" },
    { key: "stories", href: "/stories" },
  ],
  admin: [
    { key: "admin", href: "/admin" },
    { key: "organizations", href: "/organizations" },
    { key: "people", href: "/people" },
  ],
  visitor: [
    { key: "board", href: "/board" },
    { key: "stories", href: "/stories" },
    { key: "figures", href: "/figures" },
    { key: "policies", href: "/policies" },
  ],
};

export function Header({ user, role, community, locale, large, actions }: Props) {
  const t = useTranslations("shell");
  const links = places[role].map(({ key, href }) => ({ href, label: t(`nav.${key}`) }));
  if (user?.admin && role !== "admin") links.push({ href: "/admin", label: t("nav.admin") });
  const communityName = community && (locale === "en" && community.nameEn ? community.nameEn : community.name);
  return (
    <header className="border-b border-line bg-sheet print:hidden">
      <div className="mx-auto flex max-w-[72rem] flex-wrap items-center gap-x-3 gap-y-1 sm:gap-x-5 px-4 py-2 sm:px-6">
        <Link href="/" className="lone gap-2.5 font-bold no-underline">
          <Mark />
          {t("brand")}
          {communityName && <small className="hidden font-normal text-ink-3 sm:inline">{communityName}</small>}
        </Link>
        {links.length > 0 && <Nav links={links} label={t("navLabel")} menu={t("menu")} />}
        <div className="head-acts ms-auto flex flex-wrap items-center gap-x-1 text-t1">
          {user && role !== "admin" && (
            <Link href="/search" prefetch={false} className="btn btn-plain">
              {t("nav.search")}
            </Link>
          )}
          {user ? (
            <LiveCount
              href="/notifications"
              count={user.unread}
              label={t("unread", { count: user.unread })}
              word={t("notifications")}
            />
          ) : (
            <>
              <form action={actions.chooseSize}>
                <button
                  type="submit"
                  name="size"
                  value={large ? "normal" : "large"}
                  aria-pressed={large}
                  className="btn btn-plain"
                >
                  {t("large")}
                </button>
              </form>
              <form action={actions.chooseLocale} className="flex">
                {locales
                  .filter((l) => l !== locale)
                  .map((l) => (
                    <button key={l} type="submit" name="locale" value={l} lang={l} className="btn btn-plain">
                      {localeNames[l].short}
                    </button>
                  ))}
              </form>
              <Link href="/sign-in" className="btn btn-plain">
                {t("signIn")}
              </Link>
            </>
          )}
          {user && (
            <details className="relative">
              <summary className="btn btn-plain list-none [&::-webkit-details-marker]:hidden">{user.name}</summary>
              <div className="absolute end-0 z-10 mt-1 grid min-w-52 gap-1 rounded-md border border-line-2 bg-sheet p-2">
                <Link href="/settings" className="btn btn-plain justify-start">
                  {t("settings")}
                </Link>
                <form action={actions.chooseSize}>
                  <button
                    type="submit"
                    name="size"
                    value={large ? "normal" : "large"}
                    aria-pressed={large}
                    className="btn btn-plain w-full justify-start"
                  >
                    {t("large")}
                  </button>
                </form>
                <form action={actions.chooseLocale} className="grid">
                  {locales
                    .filter((l) => l !== locale)
                    .map((l) => (
                      <button
                        key={l}
                        type="submit"
                        name="locale"
                        value={l}
                        lang={l}
                        className="btn btn-plain justify-start"
                      >
                        {localeNames[l].short}
                      </button>
                    ))}
                </form>
                <SignOut
                  words={{
                    signOut: t("signOut"),
                    unsent: t("signOutUnsent", { count: "{count}" }),
                    send: t("signOutSend"),
                    throw: t("signOutThrow"),
                    stay: t("signOutStay"),
                    offline: t("signOutOffline"),
                  }}
                />
              </div>
            </details>
          )}
        </div>
      </div>
    </header>
  );
}
