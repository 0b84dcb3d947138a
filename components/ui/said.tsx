import { Fragment } from "react";
import { useLocale } from "#components/i18n.ts";
import { phrases, spokenIn } from "#domain/phrases.ts";

type Props = {
  children: string;
  /** A heading: its lines end between words. */
  heading?: boolean;
};

/** Words that people wrote: read aloud in their own language where it is not the page's. */
export function Said({ children, heading = false }: Props) {
  const locale = useLocale();
  const spoken = spokenIn(children);
  const lang = spoken && !locale.startsWith(spoken) ? spoken : undefined;
  return (
    <bdi lang={lang} className={heading ? "phrases" : undefined}>
      {heading ? <Phrases>{children}</Phrases> : children}
    </bdi>
  );
}

/** A heading whose lines end between words. On the server only: two machines may cut differently. */
export function Phrases({ children }: { children: string }) {
  let at = 0;
  return phrases(children).map((piece) => {
    const key = at;
    at += piece.length;
    return (
      <Fragment key={key}>
        {key > 0 && <wbr />}
        {piece}
      </Fragment>
    );
  });
}
