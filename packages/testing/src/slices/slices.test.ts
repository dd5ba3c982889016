import { stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createTestHost } from "../create-test-host.ts";
import { clockSlice } from "./clock-slice.ts";
import { mailSlice } from "./mail-slice.ts";
import { presenceSlice } from "./presence-slice.ts";
import { todoSlice } from "./todo-slice.ts";

const ada = "ada@contoso.example";

describe("a To Do write that comes back with its origin", () => {
  it("shows the list, adds a task, and reports who added it", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: todoSlice }] });
    t.emulator.control.todo.addList(ada, "Groceries");
    await t.account.rescan();
    expect(t.sensor("todo-slice/groceries").state).toBe(0);
    const { id } = await t.account.service(todoSlice, "add-task", { title: "Milk", sensor: "groceries" });
    expect(t.sensor("todo-slice/groceries").attributes.titles).toEqual(["Milk"]);
    expect(t.events.filter((event) => event.type === "todo-slice/task-created").map((event) => event.payload)).toEqual([
      { id, origin: "casement" },
    ]);
    t.emulator.control.todo.addTask(ada, "Groceries", { title: "Bread" });
    await t.advance("60s");
    expect(t.sensor("todo-slice/groceries").state).toBe(2);
    expect(t.events.at(-1)?.payload).toMatchObject({ origin: "external" });
  });
});

describe("a calendar that starts and ends by the clock", () => {
  it("turns on and off to the second, with events, without a request", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: clockSlice }] });
    const at = (seconds: number) => ({
      dateTime: new Date(t.clock.now().getTime() + seconds * 1000).toISOString().slice(0, 19),
      timeZone: "UTC",
    });
    t.emulator.control.calendar.createEvent(ada, { subject: "Tea", start: at(100), end: at(130) });
    await t.account.refresh();
    expect(t.sensor("clock-slice/calendar").state).toBe("off");
    await t.advance(99_000);
    expect(t.sensor("clock-slice/calendar").state).toBe("off");
    await t.advance(1_000);
    expect(t.sensor("clock-slice/calendar").state).toBe("on");
    expect(t.events.at(-1)).toMatchObject({ type: "clock-slice/event-started", at: t.clock.now().toISOString() });
    await t.advance(30_000);
    expect(t.sensor("clock-slice/calendar").state).toBe("off");
    expect(t.events.filter((event) => event.type.startsWith("clock-slice/")).map((event) => event.type)).toEqual([
      "clock-slice/event-started",
      "clock-slice/event-ended",
    ]);
  });
});

describe("presence of others", () => {
  it("reads everybody in one request with two scopes and reports changes", async () => {
    await using t = await createTestHost({
      plugins: [{ plugin: presenceSlice, config: { people: ["ben@contoso.example", "cho@contoso.example"] } }],
      signedOut: true,
    });
    for (const name of ["ben", "cho"]) t.emulator.directory.addUser({ userPrincipalName: `${name}@contoso.example`, displayName: name });
    await t.signIn();
    t.emulator.control.presence.set("ben@contoso.example", { availability: "Busy", activity: "InACall" });
    await t.advance("15s");
    expect(t.sensor("presence-slice/ben").state).toBe("InACall");
    expect(t.sensor("presence-slice/cho").state).toBe("Offline");
    expect(t.events.at(-1)).toMatchObject({ type: "presence-slice/presence-changed", payload: { to: "InACall" } });
  });
});

describe("mail with 3,000 messages and an expired cursor", () => {
  it("shows the progress of the first read, and writes nothing in an idle hour", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: mailSlice }], signedOut: true });
    t.emulator.control.mail.addMany(ada, "inbox", 3_000);
    const progress = new Set<number>();
    const { fetch } = t.emulator;
    Object.assign(t.emulator, {
      fetch: (...request: Parameters<typeof fetch>) => {
        progress.add(t.account.status().plugins[0]?.syncing?.items ?? 0);
        return fetch(...request);
      },
    });
    await t.signIn();
    expect([...progress].filter((items) => items > 0 && items < 3_000).length).toBeGreaterThan(2);
    expect(t.account.status().plugins[0]?.syncing).toBeUndefined();

    const log = join(t.dataDir, "accounts", "home", "feeds.log");
    await t.advance("1m");
    const before = await stat(log);
    t.emulator.control.counters.reset();
    await t.advance("1h");
    expect(t.emulator.control.counters.report().requests).toBeGreaterThanOrEqual(120);
    const after = await stat(log);
    expect([after.size, after.mtimeMs]).toEqual([before.size, before.mtimeMs]);
    // Including the key, the ids, the state and the overhead of encryption.
    expect(after.size / 3_000).toBeLessThan(400);
  });

  it("reads the folder page by page, then only what changed", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: mailSlice }], signedOut: true });
    t.emulator.control.mail.addMany(ada, "inbox", 3_000);
    await t.signIn();
    expect(t.sensor("mail-slice/inbox")).toMatchObject({ attributes: { total: 3_000 }, stale: false });
    expect(t.events.filter((event) => event.type === "mail-slice/message-received")).toEqual([]);

    t.emulator.control.delta.expire();
    t.emulator.control.mail.addMessage(ada, "inbox", { subject: "New", receivedDateTime: t.clock.now().toISOString() });
    await t.advance("30s");
    expect(t.sensor("mail-slice/inbox").attributes.total).toBe(3_001);
    expect(t.events.filter((event) => event.type === "mail-slice/message-received")).toHaveLength(1);
  });
});
