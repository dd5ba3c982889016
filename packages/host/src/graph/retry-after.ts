/** Longest accepted pause, in seconds. A wrong header must not block an account forever. */
export const maxRetryAfter: number = 6 * 3600;

/**
 * Parses a `Retry-After` header into seconds, rounded up. Accepts whole or decimal seconds (point or comma) and HTTP dates. Returns
 * undefined if the header is missing or invalid; the caller then uses its own backoff.
 */
export function parseRetryAfter(header: string | null | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? "";
  const seconds = /^\d*[.,]?\d+$/.test(text) ? Number(text.replace(",", ".")) : secondsUntil(text, now);
  return seconds === undefined ? undefined : Math.min(Math.max(0, Math.ceil(seconds)), maxRetryAfter);
}

function secondsUntil(text: string, now: Date): number | undefined {
  if (!/^[A-Za-z]{3,9},? /.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : (time - now.getTime()) / 1000;
}
