import type { Finding } from "#domain/inspection/rules.ts";

const shapes: Record<Finding | "open", React.ReactNode> = {
  fine: (
    <>
      <rect width="16" height="16" rx="2" fill="var(--done)" />
      <path d="M3.5 8.5l3.2 3.2 6-7.2" fill="none" stroke="var(--sheet)" strokeWidth="2" />
    </>
  ),
  defect: (
    <>
      <path d="M8 .5L15.7 15H.3z" fill="var(--late)" />
      <path d="M8 5.2v4.6M8 11.4v1.6" stroke="var(--sheet)" strokeWidth="1.8" />
    </>
  ),
  missing: (
    <>
      <rect
        x=".8"
        y=".8"
        width="14.4"
        height="14.4"
        rx="2"
        fill="var(--late-wash)"
        stroke="var(--late)"
        strokeWidth="1.6"
      />
      <path d="M4.4 4.4l7.2 7.2M11.6 4.4l-7.2 7.2" stroke="var(--late)" strokeWidth="1.8" />
    </>
  ),
  not_reached: (
    <>
      <circle cx="8" cy="8" r="7.2" fill="var(--waiting-wash)" stroke="var(--waiting)" strokeWidth="1.4" />
      <path d="M4.5 8h7" stroke="var(--waiting)" strokeWidth="1.8" />
    </>
  ),
  open: <rect x="1" y="1" width="14" height="14" rx="2" fill="none" stroke="var(--field)" strokeDasharray="3 2" />,
};

/** What was found, as colour and shape. */
export const FindingGlyph = ({ finding }: { finding: Finding | null }) => (
  <svg viewBox="0 0 16 16" className="size-4 shrink-0" aria-hidden="true" data-finding={finding ?? "open"}>
    {shapes[finding ?? "open"]}
  </svg>
);
