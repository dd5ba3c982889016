/** A QR code as the hub draws it: one string for each row, with its margin. Dark on light in both themes, because not every reader knows the opposite. */
export function QrCode({ rows, label }: { rows: readonly string[]; label: string }) {
  const path = rows.flatMap((row, y) => [...row].flatMap((module, x) => (module === "1" ? `M${x} ${y}h1v1h-1z` : []))).join("");
  return (
    <svg class="qr-code" role="img" aria-label={label} viewBox={`0 0 ${rows.length} ${rows.length}`} shape-rendering="crispEdges">
      <rect width={rows.length} height={rows.length} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
