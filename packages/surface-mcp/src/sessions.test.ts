import { describe, expect, it } from "vitest";
import { address, testMcp, turns } from "./mcp.fixture.ts";
import { longestIdle, mostSessions } from "./sessions/sessions.ts";

const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
const initialize = {
  jsonrpc: "2.0",
  id: 0,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "raw", version: "1" } },
};
const list = { jsonrpc: "2.0", id: 1, method: "tools/list" };

describe("streamable HTTP", () => {
  const asker =
    (m: Awaited<ReturnType<typeof testMcp>>) =>
    (method: string, body?: object, more: Record<string, string> = {}, access: "full" | "read" = "full") =>
      m.mcp.fetch(new Request(address, { method, headers: { ...headers, ...more } }), access, body);

  /** An answer that was read to its end, as a server does. */
  const status = async (answer: Promise<Response>): Promise<number> => {
    const response = await answer;
    await response.text();
    return response.status;
  };

  it("serves a client with a session: calls, subscriptions, changed lists", async () => {
    await using m = await testMcp();
    const { client, heard, call } = await m.overHttp();
    await client.listTools();
    expect((await call("house_names")).structuredContent).toEqual({ result: ["Attic"] });
    await client.subscribeResource({ uri: "casement://home/house/attic" });
    await turns();
    m.world.lamps = { a: { title: "Attic", state: "on" }, b: { title: "Bath", state: "on" } };
    await m.t.account.rescan();
    await m.refresh();
    expect(heard).toEqual(expect.arrayContaining(["resources/updated casement://home/house/attic", "tools/list_changed"]));
  });

  it("answers clients that keep no session", async () => {
    await using m = await testMcp();
    const ask = asker(m);
    const answer = await ask("POST", list);
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("mcp-session-id")]).toEqual([
      200,
      "application/json",
      null,
    ]);
    const { result } = (await answer.json()) as any;
    expect(result.tools.length).toBe(9);
    expect(((await (await ask("POST", list, {}, "read")).json()) as any).result.tools.length).toBe(6);
    const call = { ...list, method: "tools/call", params: { name: "house_ring", arguments: { text: "x" } } };
    expect(((await (await ask("POST", call)).json()) as any).result.structuredContent).toEqual({ count: 1 });
    expect((await ask("POST", { jsonrpc: "2.0", method: "notifications/initialized" })).status).toBe(202);
    expect((await ask("GET")).status).toBe(405);
  });

  it("keeps a session to the token that began it, and ends it", async () => {
    await using m = await testMcp();
    const ask = asker(m);
    const id = (await ask("POST", initialize)).headers.get("mcp-session-id")!;
    const mine = { "mcp-session-id": id };
    expect((await ask("POST", list, mine)).status).toBe(200);
    expect((await ask("POST", list, mine, "read")).status).toBe(404);
    expect((await ask("POST", list, { "mcp-session-id": "another" })).status).toBe(404);
    expect((await ask("DELETE", undefined, mine)).status).toBe(200);
    expect((await ask("POST", list, mine)).status).toBe(404);
  });

  it("forgets sessions that nobody uses, the oldest first when there are too many, and none that listens", async () => {
    await using m = await testMcp();
    const ask = asker(m);
    const open = async () => {
      const response = await ask("POST", initialize);
      await response.text();
      return { "mcp-session-id": response.headers.get("mcp-session-id")! };
    };
    const listening = await open();
    const stream = await ask("GET", undefined, listening);
    expect(stream.status).toBe(200);
    const first = await open();
    await m.t.advance(1_000);
    for (let i = 2; i < mostSessions; i++) await open();
    await m.t.advance(1_000);
    expect(await status(ask("POST", list, first))).toBe(200);
    await m.t.advance(longestIdle / 2);
    const used = await open();
    // One too many: the one that was idle longest made room, which was not the first, as that had been used.
    expect((await ask("POST", { jsonrpc: "2.0", method: "notifications/initialized" }, first)).status).toBe(202);
    await m.t.advance(longestIdle * 0.8);
    expect(await status(ask("POST", list, first))).toBe(200);
    await m.t.advance(longestIdle * 1.2);
    for (const session of [first, used]) expect((await ask("POST", list, session)).status).toBe(404);
    await stream.body?.cancel();
    await m.t.advance(longestIdle * 1.2);
    expect((await ask("POST", list, listening)).status).toBe(404);
  });

  it("lets a call under way end before it closes, but not for ever", async () => {
    await using m = await testMcp();
    const first = await m.overHttp();
    const call = first.call("house_wait");
    await turns();
    const closing = m.mcp.close();
    m.world.release();
    expect((await call).structuredContent).toEqual({ count: 1 });
    await closing;

    await using slow = await testMcp();
    const second = (await slow.overHttp()).call("house_wait").catch(() => "cut");
    await turns();
    const ending = slow.mcp.close();
    await turns();
    await slow.t.advance(2_000);
    await ending;
    slow.world.release();
    void second;
  });

  it("ends streams when it closes", async () => {
    await using m = await testMcp();
    const ask = asker(m);
    const id = (await ask("POST", initialize)).headers.get("mcp-session-id")!;
    const stream = await ask("GET", undefined, { "mcp-session-id": id });
    const ended = stream.text();
    await m.mcp.close();
    await expect(ended).resolves.toBeTypeOf("string");
  });
});
