import { describe, expect, it } from "vitest";
import { startTestMcp } from "../../test/test-mcp.fixture.ts";

describe("casement_events", () => {
  it("lists what happened since a time, newest first, by type", async () => {
    await using m = await startTestMcp();
    const client = await m.connect();
    const list = async (input: object): Promise<any> => (await client.call("casement_events", { ...input })).structuredContent;
    await m.t.host.account("home").call("house/ring", { text: "first" });
    await m.t.advance("2h");
    await m.t.host.account("home").call("house/ring", { text: "second" });
    const { events } = await list({});
    expect(events.map(({ type }: { type: string }) => type)).toEqual(m.t.events.map(({ type }) => type).toReversed());
    expect(events.length).toBeGreaterThan(1);
    expect(Object.keys(events[0])).toEqual(["type", "at", "account", "payload"]);
    const [{ type, at }] = events;
    expect((await list({ since: at })).events).toHaveLength(events.filter((event: { at: string }) => event.at >= at).length);
    expect((await list({ since: "1h" })).events.length).toBeLessThan(events.length);
    expect((await list({ types: [type] })).events.length).toBeGreaterThan(0);
    expect((await list({ types: [type.split("/")[0]] })).events.length).toBeGreaterThan(0);
    expect((await list({ types: ["nothing"] })).events).toEqual([]);
    expect((await list({ account: "home", since: "2026-03-02" })).events).toHaveLength(events.length);
  });

  it.each([
    [{ since: "yesterday" }, /^input-invalid: since/],
    [{ types: "email" }, /^input-invalid: types/],
    [{ cursor: "x" }, /^input-invalid: cursor/],
    [{ account: "nobody" }, /^account-unknown/],
  ])("refuses %j", async (input, message) => {
    await using m = await startTestMcp();
    const { isError, content } = await (await m.connect()).call("casement_events", input);
    expect([isError, content[0].text]).toEqual([true, expect.stringMatching(message)]);
  });
});
