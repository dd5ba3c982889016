import { expect, it } from "vitest";
import { ada, calendarHost, dailyRecurrence, graphEvent } from "../../test/calendar.fixture.ts";

it.each([true, false])(
  "with basic, neither stores nor shows bodies, although the permission to write would allow it (delta: %s)",
  async (hasDelta) => {
    await using t = await calendarHost({ admin: true, config: { basic: true } });
    const { calendar } = t.emulator.control;
    calendar.setPrimaryOnlyDelta(!hasDelta);
    calendar.createCalendar(ada, { name: "Club" });
    const body = { contentType: "text", content: "Bring the insurance card" };
    calendar.createEvent(ada, graphEvent("Dentist", "2026-03-03T09:00:00", "2026-03-03T10:00:00", { body }), "Club");
    calendar.createEvent(
      ada,
      graphEvent("Class", "2026-03-02T18:00:00", "2026-03-02T19:00:00", { body, recurrence: dailyRecurrence }),
      "Club",
    );
    await t.account.rescan();
    const events = t.sensor("calendar/club").attributes.events as object[];
    expect(events).toHaveLength(11);
    expect(JSON.stringify(events)).not.toContain("insurance");
  },
);
