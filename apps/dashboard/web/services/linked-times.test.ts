import { expect, it } from "vitest";
import { withLinkedEnd, withLinkedTimes } from "./linked-times.ts";

const names = { start: "start", end: "end", isExclusive: true };
const change = (before: object, start: string) => withLinkedEnd({ ...before, start }, before as never, names).end;

const offsetTime = (text: string) => {
  const minutes = -new Date(text).getTimezoneOffset();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${text}:00${minutes < 0 ? "-" : "+"}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
};

it("moves the end with the start, and keeps the length", () => {
  expect(change({}, offsetTime("2027-03-01T19:00"))).toBe(offsetTime("2027-03-01T19:30"));
  const dinner = { start: offsetTime("2027-03-01T19:00"), end: offsetTime("2027-03-01T21:00") };
  expect(change(dinner, offsetTime("2027-07-01T23:00"))).toBe(offsetTime("2027-07-02T01:00"));
  expect(change({ start: "2027-03-27", end: "2027-03-29" }, "2027-10-30")).toBe("2027-11-01");
  expect(change({}, "2027-03-01")).toBeUndefined();
  expect(change(dinner, "2027-03-28")).toBe("2027-03-29");
  expect(change({ start: "2027-03-01", end: "2027-03-02" }, offsetTime("2027-03-01T09:00"))).toBe(offsetTime("2027-03-01T09:30"));
});

it("leaves an end that the person has just set", () => {
  const before = { start: "2027-03-01", end: "2027-03-02" };
  expect(withLinkedEnd({ start: "2027-03-01", end: "2027-03-09" }, before, names).end).toBe("2027-03-09");
});

it("makes days of times when all day is switched on, and times of days when it is switched off", () => {
  const fields = { ...names, allDay: "allDay" };
  const dinner = { start: offsetTime("2027-03-01T19:00"), end: offsetTime("2027-03-01T21:00"), allDay: false };
  const day = { start: "2027-03-01", end: "2027-03-02", allDay: true };
  expect(withLinkedTimes({ ...dinner, allDay: true }, dinner, fields)).toEqual(day);
  expect(withLinkedTimes({ ...dinner, end: offsetTime("2027-03-02T00:00"), allDay: true }, dinner, fields)).toEqual(day);
  const morning = { start: offsetTime("2027-03-01T09:00"), end: offsetTime("2027-03-01T09:30"), allDay: false };
  expect(withLinkedTimes({ ...day, allDay: false }, day, fields)).toEqual(morning);
  // To leave it as it is changes no times.
  expect(withLinkedTimes({ start: "2027-03-01", end: "2027-03-02" }, day, fields)).toEqual({ start: "2027-03-01", end: "2027-03-02" });
  expect(withLinkedTimes({ ...dinner, start: offsetTime("2027-03-02T19:00") }, dinner, fields).end).toBe(offsetTime("2027-03-02T21:00"));
});
