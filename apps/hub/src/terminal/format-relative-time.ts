const units: readonly (readonly [seconds: number, symbol: string])[] = [
  [86_400, "d"],
  [3600, "h"],
  [60, "min"],
  [1, "s"],
];

/** Formats a time like "3 min ago", "in 2 h" or "now". Null is "never". */
export function formatRelativeTime(at: string | null, now: Date): string {
  if (at === null) return "never";
  const seconds = Math.round((new Date(at).getTime() - now.getTime()) / 1000);
  const unit = units.find(([length]) => Math.abs(seconds) >= length);
  if (!unit || Number.isNaN(seconds)) return Number.isNaN(seconds) ? at : "now";
  const text = `${Math.floor(Math.abs(seconds) / unit[0])} ${unit[1]}`;
  return seconds > 0 ? `in ${text}` : `${text} ago`;
}
