import { describe, expect, it } from "vitest";
import { ada, createMailHost, deliverToAda, mailControl, requestCounts, stateOf } from "../../test/email.fixture.ts";

const listRequest = "GET /me/mailFolders/{folder}/messages";
const searching = (...sensors: object[]) => ({ config: { sensors } });

describe("sensors with search and bodyContains", () => {
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
});
