/** How far something has come, as a bar: the figures stand beside it. @param target drawn across it */
export function Bar({ value, max, target }: { value: number; max: number; target?: number }) {
  const share = (n: number) => `${max ? Math.min(100, (100 * n) / max) : 0}%`;
  return (
    <span aria-hidden="true" className={`bar ${target === undefined ? "" : "bar-target"}`}>
      <span className="bar-done" style={{ width: share(value) }} />
      {target !== undefined && <span className="bar-mark" style={{ insetInlineStart: share(target) }} />}
    </span>
  );
}
