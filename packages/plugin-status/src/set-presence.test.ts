import { describe, expect, it } from "vitest";
import { ada, statusHost } from "../test/status.fixture.ts";

const inputError = (field: string) => expect.objectContaining({ code: "input-invalid", message: expect.stringContaining(field) });

describe("set-presence and clear-presence", () => {
  it("set a presence for the given duration", async () => {
    await using t = await statusHost();
    const output = await t.account.call("status/set-presence", { availability: "Busy", minutes: 10 });
    expect(output).toEqual({ availability: "Busy", activity: "InACall", until: "2026-03-02T09:10:10+01:00" });
    expect(t.sensor("status/status").state).toBe("InACall");
    await t.advance("9m");
    expect(t.sensor("status/status").state).toBe("InACall");
    await t.advance("75s");
    expect(t.sensor("status/status").state).toBe("Available");
  });

  it("refuse an invalid combination or duration before a request is sent", async () => {
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
      await expect(t.account.call("status/set-presence", input)).rejects.toEqual(inputError(field));
    expect(Object.keys(t.emulator.control.counters.report().calls).filter((call) => call.startsWith("POST"))).toEqual([]);
  });

  it.each([
    ["Available", undefined, "Available"],
    ["Busy", "InAConferenceCall", "InAConferenceCall"],
    ["DoNotDisturb", undefined, "Presenting"],
  ])("show %s with %s as %s", async (availability, activity, state) => {
    await using t = await statusHost();
    t.emulator.control.presence.set(ada, { availability: "Away" });
    await t.account.call("status/set-presence", { availability, ...(activity && { activity }) });
    expect(t.sensor("status/status").state).toBe(state);
  });

  it("clear the presence, also twice", async () => {
    await using t = await statusHost();
    await t.account.call("status/set-presence", { availability: "DoNotDisturb" });
    for (let time = 0; time < 2; time++) expect(await t.account.call("status/clear-presence", {})).toEqual({});
    expect(t.sensor("status/status").state).toBe("Available");
  });
});

describe("set-preferred-presence and clear-preferred-presence", () => {
  it("override every other presence until it is cleared", async () => {
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

  it("set a presence for the given duration", async () => {
    await using t = await statusHost();
    await t.account.call("status/set-preferred-presence", { availability: "Busy", minutes: 10 });
    await t.advance("9m");
    expect(t.sensor("status/status").state).toBe("Busy");
    await t.advance("75s");
    expect(t.sensor("status/status").state).toBe("Available");
    await expect(t.account.call("status/set-preferred-presence", { availability: "Busy", minutes: 1 })).rejects.toEqual(
      inputError("minutes"),
    );
  });

  it("are what a surface calls to select a state", async () => {
    await using t = await statusHost();
    expect(t.sensor("status/status").present).toMatchObject({
      kind: "enum",
      control: { select: "set-preferred-presence", field: "availability" },
    });
  });
});

describe("set-status-message", () => {
  it("sets a message until it expires or is removed", async () => {
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

  it("refuses an end that is in the past, given twice or not a time", async () => {
    await using t = await statusHost();
    const set = (input: object) => t.account.call("status/set-status-message", { message: "x", ...input });
    await expect(set({ until: "2026-03-02T08:00:00" })).rejects.toEqual(inputError("until"));
    await expect(set({ until: "2026-03-02T18:00:00", minutes: 5 })).rejects.toEqual(inputError("until"));
    await expect(set({ until: "soon" })).rejects.toEqual(inputError("until"));
    // The clock goes from 02:00 to 03:00.
    await expect(set({ until: "2026-03-29T02:30:00" })).rejects.toEqual(inputError("until: does not exist"));
    await expect(set({ until: "9999-12-31T23:59:00" })).rejects.toEqual(inputError("until"));
    await expect(set({ message: "x".repeat(281) })).rejects.toEqual(inputError("message"));
  });
});

it("others learn of a status message, but not that it is removed", async () => {
  await using t = await statusHost();
  const preview = (message: string) => t.account.preview("status/set-status-message", { message });
  expect(await preview("Call me")).toMatchObject({ reachesOthers: true, reachesUnknown: true });
  expect(await preview("")).toMatchObject({ reachesOthers: false, reachesUnknown: false });
});
