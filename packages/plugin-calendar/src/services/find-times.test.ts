import { expect, it } from "vitest";
import { ada, calendarHost, callService, graphEvent } from "../../test/calendar.fixture.ts";

const ben = "ben@contoso.example";

async function hostWithBen(timeZone?: string) {
  const t = await calendarHost({ account: { ...(timeZone && { timeZone }) } });
  t.emulator.directory.addUser({ userPrincipalName: ben, displayName: "Ben", ...(timeZone && { timeZone }) });
  return t;
}

it("finds slots in which everybody is free and at work", async () => {
  await using t = await hostWithBen();
  const { calendar } = t.emulator.control;
  calendar.createEvent(ada, graphEvent("Mine", "2026-03-03T07:00:00", "2026-03-03T13:00:00"));
  calendar.createEvent(ben, graphEvent("His", "2026-03-03T14:00:00", "2026-03-03T15:00:00"));
  calendar.createEvent(ben, graphEvent("Perhaps", "2026-03-03T13:00:00", "2026-03-03T13:30:00", { showAs: "tentative" }));
  const find = (more: object = {}) => callService(t, "find-times", { emails: [ben], start: "2026-03-03", end: "2026-03-04", ...more });
  // In Berlin: from 14:00 to 15:00, without the tentative half hour. Work ends at 17:00.
  expect(await find()).toEqual({
    slots: [
      { start: "2026-03-03T14:30:00+01:00", end: "2026-03-03T15:00:00+01:00" },
      { start: "2026-03-03T16:00:00+01:00", end: "2026-03-03T16:30:00+01:00" },
      { start: "2026-03-03T16:30:00+01:00", end: "2026-03-03T17:00:00+01:00" },
    ],
    truncated: false,
  });
  expect((await find({ minutes: 60, tentative: true })).slots.map(({ start }: { start: string }) => start)).toEqual([
    "2026-03-03T14:00:00+01:00",
    "2026-03-03T16:00:00+01:00",
  ]);
  expect(await find({ minutes: 60, workingHours: false, maxItems: 1 })).toMatchObject({
    slots: [{ start: "2026-03-03T00:00:00+01:00" }],
    truncated: true,
  });
  // A slot can be booked as it is.
  const [slot] = (await find()).slots;
  await callService(t, "create-event", { sensor: "calendar", subject: "Talk", attendees: [{ email: ben }], ...slot });
  expect((await find()).slots).toHaveLength(2);
});

it("names people whose schedule cannot be read, and does not look into the past", async () => {
  await using t = await hostWithBen();
  const found = await callService(t, "find-times", { emails: ["x@unknown.example"], start: "2026-03-01" });
  expect(found.unknown).toEqual([{ email: "x@unknown.example", error: expect.any(String) }]);
  // The clock is a few seconds past nine.
  expect(found.slots[0].start).toBe("2026-03-02T09:15:00+01:00");
  for (const period of [{ end: "2026-03-01" }, { start: "2026-03-01", end: "2026-03-02T08:00" }, { end: "2026-06-01" }])
    await expect(callService(t, "find-times", { emails: [ben], ...period })).rejects.toMatchObject({ code: "input-invalid" });
});

it.each([
  ["Europe/Berlin", "2026-03-30T08:00:00+02:00"],
  ["America/New_York", "2026-03-30T08:00:00-04:00"],
  ["Pacific/Auckland", "2026-03-30T08:00:00+13:00"],
  ["Asia/Kolkata", "2026-03-30T08:00:00+05:30"],
])("finds the beginning of the working day in %s after the clock has changed", async (timeZone, start) => {
  await using t = await hostWithBen(timeZone);
  const { slots } = await callService(t, "find-times", { emails: [ben], start: "2026-03-28", end: "2026-03-31", maxItems: 1 });
  expect(slots).toMatchObject([{ start }]);
});

it("is refused for personal accounts", async () => {
  await using t = await calendarHost({ account: { accountType: "personal" } });
  await expect(callService(t, "find-times", { emails: [ben] })).rejects.toMatchObject({ code: "service-refused" });
});
