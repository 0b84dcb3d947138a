import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";

/** On the page of a concern: which problem it is part of. */
export function PartOf({ problem }: { problem: { number: string; title: string } }) {
  const t = useTranslations("problem");
  return (
    <p className="-mt-3 mb-6 border-s-4 border-line-2 ps-4">
      {t("partOf")}{" "}
      <Link href={`/problems/${problem.number}`} prefetch={false}>
        <span className="num">{problem.number}</span> <bdi>{problem.title}</bdi>
      </Link>
    </p>
  );
}

/** For whoever leads: the way from a single concern to what many have in common. */
export function ToProblem({ number }: { number: string }) {
  const t = useTranslations("problem");
  return (
    <p>
      <Link href={`/problems/new?concerns=${number}`} prefetch={false} className="lone">
        {t("fromChosen")}
      </Link>
    </p>
  );
}
