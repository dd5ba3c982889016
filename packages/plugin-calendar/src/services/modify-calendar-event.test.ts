import type { TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { ada, calendarHost, callService } from "../../test/calendar.fixture.ts";

const eventInGraph = (t: TestHost): any => t.emulator.control.calendar.events(ada)[0];

describe("modify-event", () => {
  const completeInput = {
    subject: "Review",
    start: "2026-03-03T10:00",
    end: "2026-03-03T11:30",
    body: "Text",
    location: "Room 1",
    categories: ["Blue"],
    reminder: 5,
    attendees: [{ email: "eve@elsewhere.example" }],
    sensitivity: "private",
  };

  it("changes only what is given", async () => {
    await using t = await calendarHost();
    const { id } = await callService(t, "create-event", completeInput);
    const before = eventInGraph(t);
    await callService(t, "modify-event", { id, location: "Room 2" });
    const { changeKey: _, lastModifiedDateTime: __, "@odata.etag": ___, location, locations: ____, ...after } = eventInGraph(t);
    expect(location.displayName).toBe("Room 2");
    expect(before).toMatchObject(after);
  });

  it("clears fields with null and empty values", async () => {
    await using t = await calendarHost();
    const { id } = await callService(t, "create-event", completeInput);
    const cleared = await callService(t, "modify-event", {
      id,
      body: null,
      location: null,
      categories: null,
      reminder: null,
      attendees: [],
      subject: "",
    });
    expect(cleared).toMatchObject({ subject: "", reminder: null });
    for (const name of ["body", "location", "categories", "attendees"]) expect(cleared).not.toHaveProperty(name);
  });

  it("keeps an all-day event all-day", async () => {
    await using t = await calendarHost({ account: { timeZone: "America/New_York" } });
    const { id } = await callService(t, "create-event", { subject: "Trip", start: "2026-03-07", end: "2026-03-10" });
    expect(await callService(t, "modify-event", { id, subject: "Journey" })).toMatchObject({
      allDay: true,
      start: "2026-03-07",
      end: "2026-03-10",
    });
    expect(await callService(t, "modify-event", { id, start: "2026-03-14" })).toMatchObject({
      allDay: true,
      start: "2026-03-14",
      end: "2026-03-17",
    });
    expect(await callService(t, "modify-event", { id, end: "2026-03-16T12:00" })).toMatchObject({
      allDay: true,
      start: "2026-03-14",
      end: "2026-03-17",
    });
    const timed = { allDay: false, start: "2026-03-14T09:00", end: "2026-03-14T10:00" };
    expect(await callService(t, "modify-event", { id, ...timed })).toMatchObject({ allDay: false, start: "2026-03-14T09:00:00-04:00" });
    expect(await callService(t, "modify-event", { id, allDay: true })).toMatchObject({
      allDay: true,
      start: "2026-03-14",
      end: "2026-03-15",
    });
    await expect(callService(t, "modify-event", { id, allDay: false })).rejects.toMatchObject({ code: "input-invalid" });
  });

  it("keeps the length when only the start changes, and the start when only the end changes", async () => {
    await using t = await calendarHost();
    const { id } = await callService(t, "create-event", completeInput);
    expect(await callService(t, "modify-event", { id, start: "2026-03-28T23:30" })).toMatchObject({
      start: "2026-03-28T23:30:00+01:00",
      end: "2026-03-29T01:00:00+01:00",
    });
    expect(await callService(t, "modify-event", { id, end: "2026-03-29T03:30" })).toMatchObject({
      start: "2026-03-28T23:30:00+01:00",
      end: "2026-03-29T03:30:00+02:00",
    });
    await expect(callService(t, "modify-event", { id, start: "2026-03-30" })).rejects.toMatchObject({
      message: expect.stringContaining("allDay: true"),
    });
    await expect(callService(t, "modify-event", { id })).rejects.toMatchObject({ code: "input-invalid" });
  });

  it("reports an event that does not exist", async () => {
    await using t = await calendarHost();
    for (const service of ["modify-event", "remove-event"])
      await expect(
        callService(t, service, { id: "AAMkAGnothing=", ...(service === "modify-event" ? { subject: "x" } : {}) }),
      ).rejects.toMatchObject({ code: "graph-not-found" });
  });
});
