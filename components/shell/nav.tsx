"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

type Props = { links: { href: string; label: string }[]; label: string; menu: string };

/** So many stand beside one another: on a wide screen, and on a phone. What is beyond them stands in a menu. */
const most = { wide: 8, phone: 3 };

/** The places of a role. */
export function Nav({ links, label, menu }: Props) {
  const path = usePathname();
  const item = ({ href, label: word }: Props["links"][number]) => (
    <Link
      key={href}
      href={href}
      prefetch={false}
      aria-current={path === href ? "page" : path.startsWith(`${href}/`) ? "true" : undefined}
      className="lone whitespace-nowrap no-underline aria-[current]:font-bold aria-[current]:shadow-[0_2px_0_var(--door)]"
    >
      {word}
    </Link>
  );
  const row = (shown: number, when: string) => (
    <div className={when}>
      {links.slice(0, shown).map(item)}
      {links.length > shown && (
        <details key={path} className="relative">
          <summary className="inline-flex whitespace-nowrap min-h-(--touch) list-none items-center underline decoration-door underline-offset-4 [&::-webkit-details-marker]:hidden">
            {menu}
          </summary>
          <div className="absolute end-0 z-10 grid min-w-40 rounded-md border border-line-2 bg-sheet px-4 py-2">
            {links.slice(shown).map(item)}
          </div>
        </details>
      )}
    </div>
  );
  return (
    <nav aria-label={label} className="order-last w-full text-t1 sm:order-none sm:w-auto">
      {row(most.wide, "hidden flex-wrap gap-x-4 sm:flex")}
      {row(most.phone, "flex flex-wrap gap-x-[clamp(0.75rem,4vw,1.25rem)] sm:hidden")}
    </nav>
  );
}
