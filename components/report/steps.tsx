/** Where one is in the form: which step is current is the address's to say (see app/report.css). */
export function Steps({ words }: { words: { progress: string; what: string; where: string; who: string } }) {
  return (
    <nav aria-label={words.progress}>
      <ol className="report-steps">
        {(["what", "where", "who"] as const).map((step, index) => (
          <li key={step} data-step={step}>
            <a href={`#${step}`} className="lone no-underline">
              <span className="num me-1.5">{index + 1}</span>
              {words[step]}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
