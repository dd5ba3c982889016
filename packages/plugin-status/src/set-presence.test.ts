import { describe, expect, it } from "vitest";
import { ada, statusHost } from "./status.fixture.ts";

const refused = (field: string) => expect.objectContaining({ code: "input-invalid", message: expect.stringContaining(field) });

describe("setting one's presence", () => {
  it("lasts as long as it was told to (BUG: `expirationDutaion` never took effect)", async () => {
    await using t = await statusHost();
    const answer = await t.account.call("status/set-presence", { availability: "Busy", minutes: 120 });
    expect(answer).toEqual({ availability: "Busy", activity: "InACall", until: "2026-03-02T11:00:10+01:00" });
    expect(t.sensor("status/status").state).toBe("InACall");
    await t.advance("119m");
    expect(t.sensor("status/status").state).toBe("InACall");
    await t.advance("75s");
    expect(t.sensor("status/status").state).toBe("Available");
  });

  it("refuses a pair or a duration before the call (BUG: not checked)", async () => {
    await using t = await statusHost();
    t.emulator.control.counters.reset();
    for (const [input, field] of [
      [{ availability: "Available", activity: "InACall" }, "activity"],
      [{ availability: "Busy", activity: "Presenting" }, "activity"],
      [{ availability: "Offline" }, "availability"],
      [{ availability: "Busy", minutes: 4 }, "minutes"],
      [{ availability: "Busy", minutes: 241 }, "minutes"],
      [{ availability: "Busy", minutes: 7.5 }, "minutes"],
    ] as const)
      await expect(t.account.call("status/set-presence", input)).rejects.toEqual(refused(field));
    expect(Object.keys(t.emulator.control.counters.report().calls).filter((call) => call.startsWith("POST"))).toEqual([]);
  });

  it.each([
    ["Available", undefined, "Available"],
    ["Busy", "InAConferenceCall", "InAConferenceCall"],
    ["DoNotDisturb", undefined, "Presenting"],
  ])("%s with %s shows %s", async (availability, activity, state) => {
    await using t = await statusHost();
    t.emulator.control.presence.set(ada, { availability: "Away" });
    await t.account.call("status/set-presence", { availability, ...(activity && { activity }) });
    expect(t.sensor("status/status").state).toBe(state);
  });

  it("is cleared, and clearing twice is no error (wish: there was no way to clear)", async () => {
    await using t = await statusHost();
    await t.account.call("status/set-presence", { availability: "DoNotDisturb" });
    for (let time = 0; time < 2; time++) expect(await t.account.call("status/clear-presence", {})).toEqual({});
    expect(t.sensor("status/status").state).toBe("Available");
  });
});

describe("preferred presence", () => {
  it("shows over everything until it is cleared", async () => {
    await using t = await statusHost();
    expect(await t.account.call("status/set-preferred-presence", { availability: "Offline" })).toEqual({
      availability: "Offline",
      activity: "OffWork",
      until: "2026-03-09T09:00:10+01:00",
    });
    expect(t.sensor("status/status").state).toBe("OffWork");
    await t.account.call("status/clear-preferred-presence", {});
    expect(t.sensor("status/status").state).toBe("Available");
  });

  it("lasts as long as it was told to (BUG)", async () => {
    await using t = await statusHost();
    await t.account.call("status/set-preferred-presence", { availability: "Busy", minutes: 10 });
    await t.advance("9m");
    expect(t.sensor("status/status").state).toBe("Busy");
    await t.advance("75s");
    expect(t.sensor("status/status").state).toBe("Available");
    await expect(t.account.call("status/set-preferred-presence", { availability: "Busy", minutes: 1 })).rejects.toEqual(refused("minutes"));
  });

  it("can be chosen from a list: the sensor names the service", async () => {
    await using t = await statusHost();
    expect(t.sensor("status/status").present).toMatchObject({
      kind: "enum",
      control: { select: "set-preferred-presence", field: "availability" },
    });
  });
});

describe("status message", () => {
  it("shows until it ends (wish: not available before)", async () => {
    await using t = await statusHost();
    expect(await t.account.call("status/set-status-message", { message: "Back soon", minutes: 5 })).toEqual({
      until: "2026-03-02T09:05:10+01:00",
    });
    expect(t.sensor("status/status").attributes).toMatchObject({
      statusMessage: "Back soon",
      statusMessageUntil: "2026-03-02T09:05:10+01:00",
    });
    expect(await t.account.call("status/set-status-message", { message: "" })).toEqual({});
    expect(t.sensor("status/status").attributes.statusMessage).toBeUndefined();
  });

  it("refuses an end that is past, twice said or no time", async () => {
    await using t = await statusHost();
    const set = (input: object) => t.account.call("status/set-status-message", { message: "x", ...input });
    await expect(set({ until: "2026-03-02T08:00:00" })).rejects.toEqual(refused("until"));
    await expect(set({ until: "2026-03-02T18:00:00", minutes: 5 })).rejects.toEqual(refused("until"));
    await expect(set({ until: "soon" })).rejects.toEqual(refused("until"));
    await expect(set({ message: "x".repeat(281) })).rejects.toEqual(refused("message"));
  });
});
