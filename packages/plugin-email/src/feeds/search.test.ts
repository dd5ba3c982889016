import { describe, expect, it } from "vitest";
import { ada, calls, deliver, mailHost, mailOf, state, subjects } from "../email.fixture.ts";

const list = "GET /me/mailFolders/{folder}/messages";
const searching = (...sensors: object[]) => ({ config: { sensors } });

describe("search and bodyContains", () => {
  it("show and count what Graph finds, together with the other filters", async () => {
    await using t = await mailHost(
      searching(
        { name: "Words", search: 'from:eve AND "blue whale"' },
        { name: "Body", bodyContains: "it's" },
        { name: "Both", search: "whale", bodyContains: "it's", unread: false },
      ),
    );
    const id = deliver(t, { subject: "One", text: "A blue whale; it's big" });
    deliver(t, { subject: "Two", text: "A whale that is blue" });
    deliver(t, { subject: "Three", text: "The blue whale", from: "bob@elsewhere.example" });
    await t.advance("90s");
    expect([subjects(t, "words"), subjects(t, "body"), subjects(t, "both")]).toEqual([["One"], ["One"], []]);
    mailOf(t).changeMessage(ada, id, { isRead: true });
    await t.advance("30s");
    expect([state(t, "words"), state(t, "body"), subjects(t, "both")]).toEqual([0, 0, ["One"]]);
  });

  it("ask only when the folder changed, at most once a minute, and once more because Graph finds new mail late", async () => {
    await using t = await mailHost(searching({ name: "Words", search: "whale" }));
    await t.advance("5m");
    t.emulator.control.counters.reset();
    for (let minute = 0; minute < 4; minute++) {
      deliver(t, { text: "whale" });
      await t.advance("30s");
      deliver(t, { text: "whale" });
      await t.advance("30s");
    }
    expect(calls(t)[list]).toBeLessThanOrEqual(4);
    await t.advance("2m");
    expect(state(t, "words")).toBe(8);
    const until = calls(t)[list]!;
    await t.advance("1h");
    expect(calls(t)[list]).toBe(until);
  });

  it("count exactly up to 1,000, then say that there may be more", async () => {
    await using t = await mailHost({ ...searching({ name: "Reports", search: "report", maxItems: 1 }), signedOut: true });
    mailOf(t).addMany(ada, "inbox", 999);
    await t.signIn();
    expect(t.sensor("email/reports").attributes).toMatchObject({ total: 999, unread: 333 });
    expect(t.sensor("email/reports").attributes).not.toHaveProperty("atLeast");
    mailOf(t).addMany(ada, "inbox", 20);
    await t.advance("2m");
    expect(t.sensor("email/reports").attributes).toMatchObject({ total: 1000, atLeast: true });
  });

  it("that fail leave the other sensors of the folder alone, and keep what they found", async () => {
    await using t = await mailHost(searching({ name: "Inbox" }, { name: "Words", search: "whale" }));
    deliver(t, { text: "whale" });
    await t.advance("3m");
    t.emulator.control.faults.add({ path: "/me/mailFolders/*/messages", status: 403 });
    deliver(t, { text: "whale" });
    await t.advance("30s");
    expect([state(t), state(t, "words")]).toEqual([2, 1]);
    t.emulator.control.faults.clear();
    await t.advance("2m");
    expect(state(t, "words")).toBe(2);
  });

  it("that Outlook does not understand say so, and the other sensors of the folder work", async () => {
    await using t = await mailHost({ ...searching({ name: "Inbox" }, { name: "Odd", search: "whale" }), signedOut: true });
    t.emulator.control.faults.add({ path: "/me/mailFolders/*/messages", status: 400, code: "BadRequest" });
    deliver(t, { text: "whale" });
    await t.signIn();
    expect(state(t)).toBe(1);
    expect(t.sensor("email/odd")).toMatchObject({ state: undefined, error: expect.stringContaining("refuses") });
    t.emulator.control.faults.clear();
    deliver(t, { text: "whale" });
    await t.advance("2m");
    expect(t.sensor("email/odd")).toMatchObject({ state: 2, error: undefined });
  });

  it("survive an expired cursor and a restart", async () => {
    await using first = await mailHost(searching({ name: "Words", search: "whale" }));
    deliver(first, { text: "whale" });
    await first.advance("3m");
    first.emulator.control.delta.expire();
    await first.advance("1m");
    expect(state(first, "words")).toBe(1);
    await using second = await first.restart();
    await second.advance("1m");
    expect(state(second, "words")).toBe(1);
  });
});
