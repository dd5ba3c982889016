import { toWellFormed } from "@casement/core";

type Attributes = Readonly<Record<string, unknown>>;

/**
 * Attributes as JSON of at most `limit` bytes. Longer ones lose the end of their longest list, or else their longest text. `cut` describes
 * what is missing: `{ "events": "12 of 80" }`, `{ "note": "omitted" }`.
 */
export function fitAttributes(content: Attributes, limit: number): string {
  const attributes = toWellFormed(content);
  const complete = JSON.stringify(attributes);
  if (Buffer.byteLength(complete) <= limit) return complete;
  const kept: Record<string, unknown> = { ...attributes };
  const cut: Record<string, string> = {};
  const toText = (): string => JSON.stringify({ ...kept, cut });
  while (Buffer.byteLength(toText()) > limit) {
    const longest = longestKeyOf(kept, cut);
    if (longest === undefined) break;
    const value = attributes[longest];
    if (Array.isArray(value) && value.length > 0 && kept[longest] !== undefined) {
      const count = keepFittingItems(value, (items) => {
        kept[longest] = items;
        cut[longest] = `${items.length} of ${value.length}`;
        return Buffer.byteLength(toText()) <= limit;
      });
      if (count > 0) continue;
    }
    delete kept[longest];
    cut[longest] = "omitted";
  }
  return toText();
}

/** Finds how many items, counted from the first, fit. Calls `tryItems` for that number last. */
function keepFittingItems(items: readonly unknown[], tryItems: (items: readonly unknown[]) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (tryItems(items.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  tryItems(items.slice(0, low));
  return low;
}

/** Short attributes that the surface itself adds. They are always kept. */
const reservedKeys = new Set(["state", "title", "stale", "gone", "updatedAt", "liveness", "error"]);

function longestKeyOf(kept: Attributes, cut: Attributes): string | undefined {
  const candidates = Object.entries(kept)
    .filter(([key]) => !reservedKeys.has(key))
    .map(([key, value]) => [key, JSON.stringify(value)?.length ?? 0, key in cut] as const);
  // A list that was cut already comes last: shorten the others before one is omitted.
  candidates.sort((a, b) => Number(a[2]) - Number(b[2]) || b[1] - a[1]);
  return candidates[0]?.[0];
}
