/** How far something has come, in words and as a bar. */
export function Progress({ value, max, label }: { value: number; max: number; label: string }) {
  return (
    <div className="grid gap-1">
      <span className="num text-t1">{label}</span>
      <span aria-hidden="true" className="block h-2 border border-line-2 bg-sheet">
        <span className="block h-full bg-door-fill" style={{ width: `${max ? (100 * value) / max : 0}%` }} />
      </span>
    </div>
  );
}
