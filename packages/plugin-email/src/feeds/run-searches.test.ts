import { describe, expect, it } from "vitest";
import { ada, createMailHost, deliverToAda, mailControl, shownSubjects, stateOf } from "../../test/email.fixture.ts";

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
