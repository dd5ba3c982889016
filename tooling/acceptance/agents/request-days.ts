/** The zone of the household. */
const zone = "Europe/Berlin";
const dayMs = 86_400_000;

const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
const weekday = new Intl.DateTimeFormat("en-US", { timeZone: zone, weekday: "short" });

/** The date in some days, `YYYY-MM-DD`. */
export const dayIn = (days: number): string => format.format(Date.now() + days * dayMs);

/** The first such day that is at least `after` days away. */
export function nextDay(name: "Mon" | "Tue" | "Wed" | "Thu" | "Fri", after = 1): string {
  let days = after;
  while (weekday.format(Date.now() + days * dayMs) !== name) days++;
  return dayIn(days);
}

export const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
