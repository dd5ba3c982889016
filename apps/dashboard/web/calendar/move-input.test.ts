import { afterEach, expect, it } from "vitest";
import type { Sensor, Service } from "../api/api-types.ts";
import { itemsOf } from "../sensors/sensor-item.ts";
import { pageZone } from "../texts/page-zone.ts";
import { movedTimes, timesOf, usualTimes } from "./grid-times.ts";
import { canConvert, canMove, isAlone, moveInputOf } from "./move-input.ts";

const before = pageZone.get();
afterEach(() => pageZone.set(before));

const service = {
  id: "calendar/modify-event",
  account: "home",
  offered: true,
  target: "calendar",
  item: { of: "calendar", does: "change", id: "id", fields: { start: "start", end: "end", allDay: "allDay", series: "series" } },
  input: { properties: { id: { type: "string" } } },
} as unknown as Service;

const itemOf = (event: object) =>
  itemsOf({
    id: "home/calendar/family",
    account: "home",
    plugin: "calendar",
    kind: "calendar",
    attributes: { events: [{ id: "a", subject: "Dinner", ...event }] },
    present: {
      kind: "binary",
      items: { attribute: "events", as: "events", title: "subject", start: "start", end: "end", attendees: "attendees" },
    },
  } as unknown as Sensor)[0]!;

const day = 86_400_000;

it.each([
  ["UTC", "2026-03-28T10:00:00Z", "2026-03-29T10:00:00Z"],
  ["Europe/Berlin", "2026-03-28T10:00:00+01:00", "2026-03-29T08:00:00Z"],
  ["Europe/Berlin", "2026-10-24T10:00:00+02:00", "2026-10-25T09:00:00Z"],
  ["America/New_York", "2026-03-07T10:00:00-05:00", "2026-03-08T14:00:00Z"],
  ["America/New_York", "2026-10-31T10:00:00-04:00", "2026-11-01T15:00:00Z"],
  ["Pacific/Auckland", "2026-09-26T10:00:00+12:00", "2026-09-26T21:00:00Z"],
  ["Pacific/Auckland", "2026-04-04T10:00:00+13:00", "2026-04-04T22:00:00Z"],
  ["Asia/Kolkata", "2026-03-28T10:00:00+05:30", "2026-03-29T04:30:00Z"],
])("in %s, an event that moves to the next day keeps its time on the clock", (zone, start, moved) => {
  pageZone.set(zone);
  const item = itemOf({ start, end: start });
  const times = timesOf(item, zone);
  expect(times.start.slice(11)).toBe("10:00:00");
  const input = moveInputOf(service, item, movedTimes(times, day, day), { extent: "one", zone });
  expect(input).toMatchObject({ sensor: "family", id: "a", start: moved });
});

it("makes whole days of hours, and hours of whole days, where the service has a field for it", () => {
  pageZone.set("Pacific/Auckland");
  const zone = "Pacific/Auckland";
  expect(canConvert(service)).toBe(true);
  expect(canConvert({ ...service, item: { ...service.item!, fields: { start: "start", end: "end" } } })).toBe(false);
  const timed = itemOf({ start: "2026-04-04T10:00:00+13:00", end: "2026-04-04T11:00:00+13:00" });
  expect(moveInputOf(service, timed, usualTimes("2026-04-05", true), { extent: "one", zone })).toMatchObject({
    allDay: true,
    start: "2026-04-05",
    end: "2026-04-06",
  });
  const whole = itemOf({ start: "2026-04-05", end: "2026-04-06" });
  expect(timesOf(whole, zone)).toEqual({ start: "2026-04-05", end: "2026-04-06", allDay: true });
  expect(moveInputOf(service, whole, usualTimes("2026-04-05T10:00:00", false), { extent: "one", zone })).toMatchObject({
    allDay: false,
    start: "2026-04-04T22:00:00Z",
    end: "2026-04-04T23:00:00Z",
  });
  // A whole series cannot go from hours to days with one time of the day.
  expect(moveInputOf(service, whole, usualTimes("2026-04-05T10:00:00", false), { extent: "all", zone })).toBeUndefined();
});

it("cannot move what the service has no fields for, or an item without an id", () => {
  expect(canMove(service, itemOf({ start: "2026-04-05" }))).toBe(true);
  expect(canMove({ ...service, item: { of: "calendar", does: "change", id: "id" } }, itemOf({ start: "2026-04-05" }))).toBe(false);
  expect(canMove(service, { ...itemOf({ start: "2026-04-05" }), id: undefined })).toBe(false);
});

it("knows that nobody takes part in an item, if the sensor says where its people are", () => {
  expect([isAlone(itemOf({})), isAlone(itemOf({ attendees: [] })), isAlone(itemOf({ attendees: [{ email: "ada@example.com" }] }))]).toEqual(
    [true, true, false],
  );
  const item = itemOf({});
  expect(isAlone({ ...item, sensor: { ...item.sensor, present: undefined } as unknown as Sensor })).toBe(false);
});
