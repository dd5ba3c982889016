import { expect, it } from "vitest";
import { ada, calendarHost, daily, graphEvent } from "../calendar.fixture.ts";

it.each([true, false])("basic: keeps and shows no text, although the permission to write would give it (delta: %s)", async (hasDelta) => {
  await using t = await calendarHost({ admin: true, config: { basic: true } });
  const { calendar } = t.emulator.control;
  calendar.setPrimaryOnlyDelta(!hasDelta);
  calendar.createCalendar(ada, { name: "Club" });
  const body = { contentType: "text", content: "Bring the insurance card" };
  calendar.createEvent(ada, graphEvent("Dentist", "2026-03-03T09:00:00", "2026-03-03T10:00:00", { body }), "Club");
  calendar.createEvent(ada, graphEvent("Class", "2026-03-02T18:00:00", "2026-03-02T19:00:00", { body, recurrence: daily }), "Club");
  await t.account.rescan();
  const shown = t.sensor("calendar/club").attributes.events as object[];
  expect(shown).toHaveLength(11);
  expect(JSON.stringify(shown)).not.toContain("insurance");
});
