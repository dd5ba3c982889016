import ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";
import { expect, it } from "vitest";
import { zoneText } from "./zone-text.ts";

const day = 86_400_000;

it.each([
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Sydney",
  "Asia/Kolkata",
  "America/Sao_Paulo",
  "Europe/Dublin",
  "Pacific/Auckland",
  "America/St_Johns",
  "Asia/Tehran",
  "Africa/Casablanca",
  "Asia/Gaza",
])("%s means the same moments as the system's zone data", (zone) => {
  for (const year of [2015, 2026]) {
    const timezone = new ICAL.Timezone(new ICAL.Component(ICAL.parse(zoneText(zone, year))));
    const wrong: string[] = [];
    for (let at = Date.UTC(year, 0, 2); at < Date.UTC(year + 11, 0, 1); at += 5 * day + 7 * 3_600_000) {
      const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
      const time = ICAL.Time.fromDateTimeString(wall.toPlainDateTime().toString({ fractionalSecondDigits: 0 }));
      time.zone = timezone;
      const seen = time.toUnixTime() * 1000;
      // Of an hour that comes twice, either will do.
      const later = wall.toPlainDateTime().toZonedDateTime(zone, { disambiguation: "later" }).epochMilliseconds;
      if (seen !== later && seen !== wall.toPlainDateTime().toZonedDateTime(zone).epochMilliseconds) wrong.push(wall.toString());
    }
    expect([year, wrong]).toEqual([year, []]);
  }
});
