/** One step of a way: passed, where it stands now, or still to come. */
export type WayStep = { key: string; title: string; when: string | null; state: "done" | "now" | "todo" };

/** A way in steps, as doors on one floor: open behind one, red where it stands, shut before one. */
export function Way({ steps, label }: { steps: WayStep[]; label: string }) {
  return (
    <ol className="way" aria-label={label}>
      {steps.map(({ key, title, when, state }) => (
        <li key={key} className={state} aria-current={state === "now" ? "step" : undefined}>
          <Door state={state} />
          <b>{title}</b>
          {when && <small>{when}</small>}
        </li>
      ))}
    </ol>
  );
}

function Door({ state }: { state: WayStep["state"] }) {
  return (
    <svg viewBox="0 0 14 18" width="28" height="36" aria-hidden="true">
      {state === "now" ? (
        <>
          <path d="M0 0h14v18H0z" fill="var(--door-fill)" />
          <circle cx="10.6" cy="9.6" r="1.3" fill="var(--lit)" />
        </>
      ) : (
        <>
          <rect
            x=".75"
            y=".75"
            width="12.5"
            height="16.5"
            fill={state === "done" ? "var(--lit)" : "var(--sheet)"}
            stroke={state === "done" ? "var(--ink)" : "var(--line-2)"}
            strokeWidth="1.5"
          />
          {state === "done" ? (
            <path d="M.75.75 7 3.2v14.6l-6.25-.55z" fill="var(--ink)" />
          ) : (
            <circle cx="10.2" cy="9.6" r="1.1" fill="var(--line-2)" />
          )}
        </>
      )}
    </svg>
  );
}
