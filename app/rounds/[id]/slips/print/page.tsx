import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { PrintButton } from "#components/ui/print-button.tsx";
import { BlankSlip, DoorSlip, SlipPages, slipsAPage } from "#components/wish/printed.tsx";
import { settings } from "#db/settings.ts";
import { id as idInput } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { blankSlips, printedSlips, slipOccasions } from "#domain/wish/print.ts";
import { orNotFound, signedIn } from "../../../../session.ts";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ for?: string; entrance?: string | string[]; part?: string }>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("slips"))("title"), referrer: "same-origin" };
}

/** Slips on one page to be printed at once; more stand on further pages. */
const aPart = 400;

/** Slips to print. This only shows: codes are computed anew, nothing is written. */
export default async function PrintPage({ params, searchParams }: Props) {
  const [{ id }, { for: asked, entrance, part }] = await Promise.all([params, searchParams]);
  const given = ([] as string[]).concat(entrance ?? []);
  const path = `/rounds/${id}/slips/print`;
  const viewer = await signedIn(
    `${path}?${new URLSearchParams([["for", asked ?? ""], ...given.map((e) => ["entrance", e])])}`,
  );
  const entrances = given.filter((e) => idInput.safeParse(e).success);
  const t = await getTranslations("slips");
  const base = settings().baseUrl;
  const known = idInput.safeParse(id).success;
  const occasion = slipOccasions.find((o) => o === asked) ?? "before";
  const sheets =
    asked === "blank" && entrances[0] && known
      ? await orNotFound(
          blankSlips(viewer, { round: id, entrance: entrances[0] }).then((sheet) => ({
            total: slipsAPage,
            slips: Array.from({ length: slipsAPage }, (_, i) => ({
              key: `${i}`,
              slip: <BlankSlip sheet={sheet} base={base} place={sheet} />,
            })),
          })),
        )
      : await orNotFound(
          (known ? printedSlips(viewer, { round: id, occasion, entrances }) : Promise.reject(new NotFound())).then(
            (sheet) => ({
              total: sheet.slips.length,
              slips: sheet.slips.map((slip) => ({
                key: slip.household,
                slip: <DoorSlip sheet={sheet} base={base} slip={slip} />,
              })),
            }),
          ),
        );
  const parts = Math.ceil(sheets.total / aPart);
  const at = Math.min(Math.max(Number(part) || 1, 1), Math.max(parts, 1));
  const shown = sheets.slips.slice((at - 1) * aPart, at * aPart);
  const query = (n: number) =>
    `${path}?${new URLSearchParams([["for", occasion], ...entrances.map((e) => ["entrance", e]), ["part", `${n}`]])}`;
  return (
    <div className="page slip-print grid gap-6">
      <header className="grid justify-items-start gap-3 print:hidden">
        <h1>{t("sheets", { count: sheets.total, pages: Math.ceil(sheets.total / slipsAPage) })}</h1>
        {shown.length > 0 ? (
          <>
            <p>{t("printHint")}</p>
            <PrintButton>{t("print")}</PrintButton>
          </>
        ) : (
          <p>{t("noneMade")}</p>
        )}
        {parts > 1 && (
          <nav aria-label={t("parts")} className="flex flex-wrap gap-2">
            {Array.from({ length: parts }, (_, i) => (
              <Link
                key={query(i)}
                href={query(i + 1)}
                prefetch={false}
                className="btn num"
                aria-current={i + 1 === at ? "page" : undefined}
              >
                {t("part", { from: i * aPart + 1, to: Math.min((i + 1) * aPart, sheets.total) })}
              </Link>
            ))}
          </nav>
        )}
        <Link href={`/rounds/${id}/slips`} className="lone">
          {t("back")}
        </Link>
      </header>
      {shown.length > 0 && <SlipPages label={t("title")} slips={shown} />}
    </div>
  );
}
