const units: readonly (readonly [seconds: number, unit: string])[] = [
  [86_400, "d"],
  [3600, "h"],
  [60, "min"],
  [1, "s"],
];

/** "3 min ago", "in 2 h", "now"; "never" for null. */
export function formatRelativeTime(at: string | null, now: Date): string {
  if (at === null) return "never";
  const seconds = Math.round((new Date(at).getTime() - now.getTime()) / 1000);
  const step = units.find(([length]) => Math.abs(seconds) >= length);
  if (!step || Number.isNaN(seconds)) return Number.isNaN(seconds) ? at : "now";
  const text = `${Math.floor(Math.abs(seconds) / step[0])} ${step[1]}`;
  return seconds > 0 ? `in ${text}` : `${text} ago`;
}
