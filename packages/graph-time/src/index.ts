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
export { preferredTimeZone, preferTimeZone } from "./prefer.ts";
export { ianaZone, requireZone, windowsZone } from "./zones.ts";
