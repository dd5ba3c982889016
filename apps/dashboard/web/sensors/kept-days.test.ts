import { afterEach, expect, it } from "vitest";
import type { Sensor } from "../api/api-types.ts";
import { pageZone } from "../texts/page-zone.ts";
import { dateTextOf } from "../texts/times.ts";
import { keptDaysOf } from "./kept-days.ts";
import { itemsOf } from "./sensor-item.ts";

const before = pageZone.get();
afterEach(() => pageZone.set(before));

const now = new Date("2026-03-28T12:00:00Z");
function keptDays({ days, truncated = false, starts = [], updatedAt = now.toISOString() as string | null, gone = false, heardAt }: any) {
  const items = { attribute: "events", as: "events", title: "subject", start: "start", truncated: "truncated", days: "days" };
  const events = starts.map((start: string) => ({ id: start, subject: "x", start }));
  const sensor = { id: "a/b/c", attributes: { events, truncated, days }, updatedAt, gone, present: { kind: "binary", items } };
  const { from, to } = keptDaysOf(sensor as unknown as Sensor, itemsOf(sensor as unknown as Sensor), now, heardAt);
  return [dateTextOf(from), dateTextOf(to)];
}

it.each(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"])(
  "knows the days of which a sensor has every item, in %s",
  (zone) => {
    pageZone.set(zone);
    const today = dateTextOf(now);
    const after = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
    const later = after(9);
    expect(keptDays({ days: 14 })).toEqual([today, after(14)]);
    expect(keptDays({ days: 14, starts: [today, after(20)] })).toEqual([today, after(14)]);
    expect(keptDays({ starts: [today, later] })).toEqual([today, after(10)]);
    expect(keptDays({})).toEqual([today, after(1)]);
    expect(keptDays({ days: 14, truncated: true, starts: [today, later] })).toEqual([today, later]);
    expect(keptDays({ days: 14, updatedAt: null })).toEqual([today, today]);
    expect(keptDays({ days: 14, gone: true })).toEqual([today, today]);
    const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
    expect(keptDays({ days: 14, heardAt: daysAgo(3) })).toEqual([today, after(11)]);
    expect(keptDays({ days: 14, heardAt: daysAgo(20) })).toEqual([today, today]);
  },
);
