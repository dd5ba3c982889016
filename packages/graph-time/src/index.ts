export { type DateTimeTimeZone, isInstant, parseInstant, toDateTimeTimeZone, toInstant, toIso, wallTime } from "./date-time.ts";
export {
  addDays,
  addLocalDays,
  allDayDate,
  daysBetween,
  lastMidnight,
  localDate,
  nextAnniversary,
  nextMidnight,
  startOfDay,
} from "./days.ts";
export { dueDay } from "./due-day.ts";
export { preferredTimeZone, preferTimeZone } from "./prefer.ts";
export { type SkippedHour, skippedHourOf } from "./skipped-time.ts";
export { resolveTimeWords, timeWordsPattern, type WordDays } from "./time-words.ts";
export { ianaZone, requireZone, windowsZone } from "./zones.ts";
