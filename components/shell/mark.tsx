/** The mark: a red door that stands ajar, with light behind it. */
export function Mark() {
  return (
    <svg viewBox="0 0 20 28" width="20" height="28" aria-hidden="true">
      <path d="M2 27V1.5h16V27" fill="var(--lit)" stroke="var(--ink)" strokeWidth="2" />
      <path d="M2 1.5 12 5v22.8L2 26z" fill="var(--door-fill)" />
      <circle cx="9.6" cy="16" r="1.3" fill="var(--lit)" />
      <path d="M0 27.2h20" stroke="var(--ink)" strokeWidth="1.6" />
    </svg>
  );
}
