type Attributes = Readonly<Record<string, unknown>>;

/**
 * Attributes as JSON of at most `limit` bytes. What is too long is cut from the end of its longest list, then of its longest text, and
 * `cut` says by how much: `{ "events": "12 of 80" }`, `{ "note": "left out" }`.
 */
export function fitAttributes(attributes: Attributes, limit: number): string {
  const whole = JSON.stringify(attributes);
  if (Buffer.byteLength(whole) <= limit) return whole;
  const kept: Record<string, unknown> = { ...attributes };
  const cut: Record<string, string> = {};
  const text = (): string => JSON.stringify({ ...kept, cut });
  while (Buffer.byteLength(text()) > limit) {
    const longest = longestKey(kept, cut);
    if (longest === undefined) break;
    const value = attributes[longest];
    if (Array.isArray(value) && value.length > 0 && kept[longest] !== undefined) {
      const count = fittingCount(value, (items) => {
        kept[longest] = items;
        cut[longest] = `${items.length} of ${value.length}`;
        return Buffer.byteLength(text()) <= limit;
      });
      if (count > 0) continue;
    }
    delete kept[longest];
    cut[longest] = "left out";
  }
  return text();
}

/** The largest number of items, from the first, that fits. */
function fittingCount(items: readonly unknown[], fits: (items: readonly unknown[]) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(items.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  fits(items.slice(0, low));
  return low;
}

/** What the surface itself says of a sensor is short and stays. */
const own = new Set(["state", "title", "stale", "gone", "updatedAt", "error"]);

function longestKey(kept: Attributes, cut: Attributes): string | undefined {
  const lengths = Object.entries(kept)
    .filter(([key]) => !own.has(key))
    .map(([key, value]) => [key, JSON.stringify(value)?.length ?? 0, key in cut] as const);
  // What has been cut already goes last: another list may still be shortened.
  lengths.sort((a, b) => Number(a[2]) - Number(b[2]) || b[1] - a[1]);
  return lengths[0]?.[0];
}
