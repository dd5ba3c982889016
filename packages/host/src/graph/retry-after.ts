/** Longest pause that a header can impose, in seconds: a broken value must not silence an account for good. */
export const maxRetryAfter: number = 6 * 3600;

/**
 * Seconds to wait as a `Retry-After` header says it: whole or decimal seconds (point or comma) or an HTTP date, rounded up.
 * Undefined when it is missing or makes no sense; the caller then backs off by itself. Spellings seen in the wild: limits.md §2.4.
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
