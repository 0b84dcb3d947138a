import { qrPath } from "#domain/wish/qr.ts";

/** An address as a QR code: black on white also where the page is dark, or it cannot be read. */
export function Qr({ text, label, className = "" }: { text: string; label: string; className?: string }) {
  const { size, path } = qrPath(text);
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className={`bg-[#fff] ${className}`}
      data-qr={text}
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
