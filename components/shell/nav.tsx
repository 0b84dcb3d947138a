"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

type Props = { links: { href: string; label: string }[]; label: string; menu: string };

/** The places of a role; on a phone those beyond the first two stand in a menu. */
export function Nav({ links, label, menu }: Props) {
  const path = usePathname();
  const item = ({ href, label: word }: Props["links"][number]) => (
    <Link
      key={href}
      href={href}
      prefetch={false}
      aria-current={path === href ? "page" : path.startsWith(`${href}/`) ? "true" : undefined}
      className="lone no-underline aria-[current]:font-bold aria-[current]:shadow-[0_2px_0_var(--door)]"
    >
      {word}
    </Link>
  );
  return (
    <nav aria-label={label} className="order-last w-full text-t1 sm:order-none sm:w-auto">
      <div className="hidden flex-wrap gap-x-4 sm:flex">{links.map(item)}</div>
      <div className="flex gap-x-5 sm:hidden">
        {links.slice(0, 3).map(item)}
        {links.length > 3 && (
          <details key={path} className="relative">
            <summary className="inline-flex min-h-(--touch) list-none items-center underline decoration-door underline-offset-4 [&::-webkit-details-marker]:hidden">
              {menu}
            </summary>
            <div className="absolute end-0 z-10 grid min-w-40 rounded-md border border-line-2 bg-sheet px-4 py-2">
              {links.slice(3).map(item)}
            </div>
          </details>
        )}
      </div>
    </nav>
  );
}
