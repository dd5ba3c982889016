/** A length of time: `30s`, `5m`, `1h`. */
export type Duration = `${number}${"s" | "m" | "h"}`;

/** A day of 24 hours, in milliseconds. For days of the calendar, use graph-time. */
export const dayMs: number = 24 * 3_600_000;

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000 };

/** The shortest interval at which a feed or sensor may be read, in milliseconds. It holds for plugins and for the configuration. */
export const shortestIntervalMs = 15_000;

/** Milliseconds of a duration. Undefined when the text is not a duration. */
export function parseDuration(text: unknown): number | undefined {
  const [, amount, unit] = typeof text === "string" ? (/^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? []) : [];
  const ms = Number(amount) * unitMs[unit as keyof typeof unitMs];
  return Number.isNaN(ms) ? undefined : ms;
}
