import { describe, expect, it } from "vitest";
import { ada, presenceChangesOf, requestsOf, statusHost } from "../test/status.fixture.ts";

describe("the user's own presence", () => {
  it("has availability, status message, out of office and work location", async () => {
    await using t = await statusHost();
    t.emulator.control.presence.set(ada, {
      availability: "Busy",
      activity: "InAMeeting",
      statusMessage: {
        message: { content: "<p>Back at <b>three</b></p>", contentType: "html" },
        expiryDateTime: { dateTime: "2026-03-02T12:00:00", timeZone: "W. Europe Standard Time" },
      },
      outOfOfficeSettings: { isOutOfOffice: true, message: "Next week" },
      workLocation: { workLocationType: "remote", source: "manual" },
    });
    await t.advance("15s");
    const { state, attributes } = t.sensor("status/status");
    expect(state).toBe("InAMeeting");
    expect(attributes).toMatchObject({
      availability: "Busy",
      statusMessage: "Back at three",
      statusMessageUntil: "2026-03-02T12:00:00+01:00",
      outOfOffice: true,
      outOfOfficeMessage: "Next week",
      workLocation: "remote",
    });
  });

  it("is read every 15 s with only Presence.Read", async () => {
    await using t = await statusHost();
    const { requested } = await t.account.scopes();
    expect(requested.filter((scope) => /Presence|User/.test(scope))).toEqual(["Presence.Read", "Presence.ReadWrite", "User.Read"]);
    t.emulator.control.counters.reset();
    await t.advance("60s");
    expect(requestsOf(t)).toEqual({ "GET /me/presence": 4 });
  });

  it("raises an event for every change, with the old and the new presence and the origin", async () => {
    await using t = await statusHost();
    t.emulator.control.presence.set(ada, { availability: "Busy", activity: "InACall" });
    await t.advance("15s");
    await t.advance("60s");
    expect(presenceChangesOf(t)).toEqual([
      {
        userId: t.emulator.directory.user(ada)!.id,
        name: "Status",
        own: true,
        before: { activity: "Available", availability: "Available", outOfOffice: false },
        after: { activity: "InACall", availability: "Busy", outOfOffice: false },
        origin: "external",
      },
    ]);
    await t.account.call("status/set-preferred-presence", { availability: "DoNotDisturb" });
    expect(presenceChangesOf(t).at(-1)).toMatchObject({ after: { activity: "DoNotDisturb" }, origin: "casement" });
    await using again = await t.restart();
    await again.advance("60s");
    expect(presenceChangesOf(again)).toEqual([]);
  });

  it("shows an unknown activity as Graph spells it", async () => {
    await using t = await statusHost();
    t.emulator.control.presence.set(ada, { availability: "Busy", activity: "Juggling" }, { undocumented: true });
    await t.advance("15s");
    expect(t.sensor("status/status").state).toBe("Juggling");
  });

  it("hides a status message in the second in which it expires, without a request", async () => {
    await using t = await statusHost({}, {});
    await t.account.call("status/set-status-message", { message: "Lunch", until: "2026-03-02T09:00:20" });
    expect(t.sensor("status/status").attributes.statusMessage).toBe("Lunch");
    t.emulator.control.faults.add({ status: 503 });
    const now = t.clock.now().getTime();
    await t.advance(Date.parse("2026-03-02T08:00:20Z") - now - 1);
    expect(t.sensor("status/status").attributes.statusMessage).toBe("Lunch");
    await t.advance(1);
    expect(t.sensor("status/status").attributes.statusMessage).toBeUndefined();
  });
});
