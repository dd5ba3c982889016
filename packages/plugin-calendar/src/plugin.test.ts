import { definitionOf } from "@casement/core";
import { describe, expect, expectTypeOf, it } from "vitest";
import { ada, calendarHost, graphEvent } from "../test/calendar.fixture.ts";
import { calendarPlugin } from "./plugin.ts";

describe("the plugin", () => {
  it("has a valid definition", () => expect(definitionOf(calendarPlugin).id).toBe("calendar"));

  it("describes every input and output to surfaces", async () => {
    await using t = await calendarHost({ mode: "once" });
    const services = Object.fromEntries((await t.host.services()).map((service) => [service.id, service]));
    const names = [
      "list-events",
      "create-event",
      "modify-event",
      "remove-event",
      "cancel-event",
      "respond-to-event",
      "forward-event",
      "get-schedule",
      "find-times",
      "list-attachments",
    ];
    expect(
      Object.keys(services)
        .filter((id) => id.startsWith("calendar/"))
        .sort(),
    ).toEqual(names.map((name) => `calendar/${name}`).sort());
    const { properties, required }: any = services["calendar/create-event"]!.input;
    expect(required).toEqual(expect.arrayContaining(["subject", "start"]));
    expect(required).not.toContain("bodyType");
    expect(properties.showAs).toMatchObject({ enum: ["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"] });
    expect(properties.start).toMatchObject({ type: "string", description: expect.any(String) });
    expect(services["calendar/create-event"]).toMatchObject({ effect: "add", target: "calendar" });
    expect(services["calendar/get-schedule"]).toMatchObject({ effect: "read", scopes: ["Calendars.ReadBasic"] });
    expect(JSON.stringify(services).length).toBeLessThan(40_000);
  });

  it("marks the bodies of events as private", async () => {
    await using t = await calendarHost({ mode: "once" });
    const { privatePaths } = (await t.host.plugins()).find(({ id }) => id === "calendar")!;
    expect(privatePaths.sensors.calendar).toEqual(["body", "events.*.body"]);
  });

  it("is typed for programs", async () => {
    await using t = await calendarHost();
    const created = await t.account.service(calendarPlugin, "create-event", { subject: "Lunch", start: "2026-03-02", showAs: "free" });
    expectTypeOf(created.allDay).toBeBoolean();
    // @ts-expect-error a subject is text
    await expect(t.account.service(calendarPlugin, "create-event", { subject: 1, start: "2026-03-02" })).rejects.toMatchObject({
      code: "input-invalid",
    });
    const value = await t.account.sensor(calendarPlugin, "calendar");
    expectTypeOf(value!.state).toEqualTypeOf<"on" | "off">();
    expect(value).toMatchObject({ state: "on", subject: "Lunch" });
  });

  it("logs no subject, body or address", async () => {
    await using t = await calendarHost({ config: { calendars: [{ calendar: "Hush" }] } });
    const body = { contentType: "text", content: "Hush" };
    t.emulator.control.calendar.createEvent(ada, graphEvent("Hush", "2026-03-02T09:00:00", "2026-03-02T10:00:00", { body }));
    await t.advance("2m");
    await expect(
      t.account.call("calendar/create-event", { subject: "Hush", start: "2026-03-02", attendees: [{ email: "Hush" }] }),
    ).rejects.toThrow();
    await t.account.call("calendar/create-event", { subject: "Hush", start: "2026-03-02", attendees: [{ email: "hush@hush.example" }] });
    expect(t.log.length).toBeGreaterThan(0);
    expect(t.log.filter((line) => /hush/i.test(line))).toEqual([]);
  });
});
