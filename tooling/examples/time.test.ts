import { addLocalDays, ianaZone, toInstant, toIso } from "@casement/graph-time";
import { expect, it } from "vitest";

it("converts the date-times of Graph", () => {
  expect(ianaZone("W. Europe Standard Time")).toBe("Europe/Berlin");

  const start = toInstant({ dateTime: "2026-03-28T09:30:00.0000000", timeZone: "W. Europe Standard Time" });
  expect(toIso(start, "Europe/Berlin")).toBe("2026-03-28T09:30:00+01:00");
  // The same local time on the next day, which is 23 hours later.
  expect(toIso(addLocalDays(start, 1, "Europe/Berlin"), "Europe/Berlin")).toBe("2026-03-29T09:30:00+02:00");
});
