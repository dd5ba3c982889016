import type { CalendarComponent } from "@casement/core";
import { expect, it } from "vitest";
import { formerNameKey, nameInHistory, resourceNameOf, spansOfOverlay } from "./resource-links.ts";

it("names a resource by letters that tell nothing and stay the same", () => {
  expect(resourceNameOf("AAMk/=+")).toMatch(/^[\w-]{22}\.ics$/);
  expect(resourceNameOf("a")).toBe(resourceNameOf("a"));
  expect(resourceNameOf("a")).not.toBe(resourceNameOf("b"));
});

it("names a resource as a client did, and a former address as it was", () => {
  const links = new Map([["a", { name: "mine.ics" }]]);
  expect(nameInHistory("a", links)).toBe("mine.ics");
  expect(nameInHistory("b", links)).toBe(resourceNameOf("b"));
  expect(nameInHistory(formerNameKey("old.ics"), links)).toBe("old.ics");
});

const hour = 3_600_000;
const span = (from: string, to: string) => [Date.parse(from) - 14 * hour, Date.parse(to) + 14 * hour];
it.each<[component: CalendarComponent, expected: number[][]]>([
  [
    { dtstart: { at: "2026-03-02" }, dtend: { at: "2026-03-04" }, due: { at: "2027-01-01" } },
    [span("2026-03-02T00:00:00Z", "2026-03-04T00:00:00Z")],
  ],
  [
    { dtstart: { at: "2026-03-29T02:30:00", zone: "Europe/Berlin" }, dtend: { at: "2026-03-29T04:00:00Z" } },
    [span("2026-03-29T02:30:00Z", "2026-03-29T04:00:00Z")],
  ],
  [{ dtstart: { at: "2026-03-02T08:00:00Z" } }, [span("2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z")]],
  [{ due: { at: "2026-03-02" } }, [span("2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z")]],
  [{ dtstart: { at: "2026-03-02" }, due: { at: "2026-03-05" } }, [span("2026-03-02T00:00:00Z", "2026-03-05T00:00:00Z")]],
  [{ dtend: { at: "2026-03-02" } }, []],
  [{ summary: "Someday" }, []],
])("finds %j in any time zone", (component, expected) => {
  expect(spansOfOverlay({ uid: "u", components: [component] })).toEqual(expected);
});
