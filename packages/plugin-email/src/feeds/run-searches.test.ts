import { describe, expect, it } from "vitest";
import { ada, createMailHost, deliverToAda, mailControl, requestCounts, shownSubjects, stateOf } from "../../test/email.fixture.ts";

const listRequest = "GET /me/mailFolders/{folder}/messages";
const searching = (...sensors: object[]) => ({ config: { sensors } });

describe("sensors with search and bodyContains", () => {
  it("show and count the messages that Graph finds and that match the other filters", async () => {
    await using t = await createMailHost(
      searching(
        { name: "Words", search: 'from:eve AND "blue whale"' },
        { name: "Body", bodyContains: "it's" },
        { name: "Both", search: "whale", bodyContains: "it's", unread: false },
      ),
    );
    const id = deliverToAda(t, { subject: "One", text: "A blue whale; it's big" });
    deliverToAda(t, { subject: "Two", text: "A whale that is blue" });
    deliverToAda(t, { subject: "Three", text: "The blue whale", from: "bob@elsewhere.example" });
    await t.advance("90s");
    expect([shownSubjects(t, "words"), shownSubjects(t, "body"), shownSubjects(t, "both")]).toEqual([["One"], ["One"], []]);
    mailControl(t).changeMessage(ada, id, { isRead: true });
    await t.advance("30s");
    expect([stateOf(t, "words"), stateOf(t, "body"), shownSubjects(t, "both")]).toEqual([0, 0, ["One"]]);
  });

  it("search only when the folder changed, at most once a minute, and once more because Graph finds new mail late", async () => {
    await using t = await createMailHost(searching({ name: "Words", search: "whale" }));
    await t.advance("5m");
    t.emulator.control.counters.reset();
    for (let minute = 0; minute < 4; minute++) {
      deliverToAda(t, { text: "whale" });
      await t.advance("30s");
      deliverToAda(t, { text: "whale" });
      await t.advance("30s");
    }
    expect(requestCounts(t)[listRequest]).toBeLessThanOrEqual(4);
    await t.advance("2m");
    expect(stateOf(t, "words")).toBe(8);
    const until = requestCounts(t)[listRequest]!;
    await t.advance("1h");
    expect(requestCounts(t)[listRequest]).toBe(until);
  });

  it("count exactly up to 1,000 and then report that there can be more", async () => {
    await using t = await createMailHost({ ...searching({ name: "Reports", search: "report", maxItems: 1 }), signedOut: true });
    mailControl(t).addMany(ada, "inbox", 999);
    await t.signIn();
    expect(t.sensor("email/reports").attributes).toMatchObject({ total: 999, unread: 333 });
    expect(t.sensor("email/reports").attributes).not.toHaveProperty("atLeast");
    mailControl(t).addMany(ada, "inbox", 20);
    await t.advance("2m");
    expect(t.sensor("email/reports").attributes).toMatchObject({ total: 1000, atLeast: true });
  });

  it("keep their results when a search fails, and do not affect other sensors of the folder", async () => {
    await using t = await createMailHost(searching({ name: "Inbox" }, { name: "Words", search: "whale" }));
    deliverToAda(t, { text: "whale" });
    await t.advance("3m");
    t.emulator.control.faults.add({ path: "/me/mailFolders/*/messages", status: 403 });
    deliverToAda(t, { text: "whale" });
    await t.advance("30s");
    expect([stateOf(t), stateOf(t, "words")]).toEqual([2, 1]);
    t.emulator.control.faults.clear();
    await t.advance("2m");
    expect(stateOf(t, "words")).toBe(2);
  });

  it("report that Outlook refuses the search, and do not affect other sensors of the folder", async () => {
    await using t = await createMailHost({ ...searching({ name: "Inbox" }, { name: "Odd", search: "whale" }), signedOut: true });
    t.emulator.control.faults.add({ path: "/me/mailFolders/*/messages", status: 400, code: "BadRequest" });
    deliverToAda(t, { text: "whale" });
    await t.signIn();
    expect(stateOf(t)).toBe(1);
    expect(t.sensor("email/odd")).toMatchObject({ state: undefined, error: expect.stringContaining("refuses") });
    t.emulator.control.faults.clear();
    deliverToAda(t, { text: "whale" });
    await t.advance("2m");
    expect(t.sensor("email/odd")).toMatchObject({ state: 2, error: undefined });
  });

  it("keep their results when the cursor expires and after a restart", async () => {
    await using first = await createMailHost(searching({ name: "Words", search: "whale" }));
    deliverToAda(first, { text: "whale" });
    await first.advance("3m");
    first.emulator.control.delta.expire();
    await first.advance("1m");
    expect(stateOf(first, "words")).toBe(1);
    await using second = await first.restart();
    await second.advance("1m");
    expect(stateOf(second, "words")).toBe(1);
  });
});
