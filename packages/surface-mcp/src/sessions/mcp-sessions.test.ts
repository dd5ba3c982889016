import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { flushEventLoop, mcpAddress, startTestMcp } from "../../test/test-mcp.fixture.ts";
import { tokenClient } from "../clients/mcp-client.ts";
import { maxIdleTime, maxMcpSessions } from "./mcp-sessions.ts";

const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
const initialize = {
  jsonrpc: "2.0",
  id: 0,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "raw", version: "1" } },
};
setFlagsFromString("--expose_gc");
const collectGarbage: () => void = runInNewContext("gc");
const listTools = { jsonrpc: "2.0", id: 1, method: "tools/list" };

describe("streamable HTTP", () => {
  const createRequester =
    (m: Awaited<ReturnType<typeof startTestMcp>>) =>
    (method: string, body?: object, more: Record<string, string> = {}, access: "full" | "read" = "full") =>
      m.mcp.fetch(new Request(mcpAddress, { method, headers: { ...headers, ...more } }), tokenClient(access), body);

  /** Reads the body to its end, as an HTTP server does. */
  const statusOf = async (pending: Promise<Response>): Promise<number> => {
    const response = await pending;
    await response.text();
    return response.status;
  };

  it("serves a client with a session: calls, subscriptions, list changes", async () => {
    await using m = await startTestMcp();
    const { client, notifications, call } = await m.connectHttp();
    await client.listTools();
    expect((await call("house_names")).structuredContent).toEqual({ untrusted: true, result: ["Attic"] });
    await client.subscribeResource({ uri: "casement://home/house/attic" });
    await flushEventLoop();
    m.devices.lamps = { a: { title: "Attic", state: "on" }, b: { title: "Bath", state: "on" } };
    await m.t.account.rescan();
    await m.refresh();
    expect(notifications).toEqual(expect.arrayContaining(["resources/updated casement://home/house/attic", "tools/list_changed"]));
  });

  it("serves clients without a session", async () => {
    await using m = await startTestMcp();
    const request = createRequester(m);
    const response = await request("POST", listTools);
    expect([response.status, response.headers.get("content-type"), response.headers.get("mcp-session-id")]).toEqual([
      200,
      "application/json",
      null,
    ]);
    const { result } = (await response.json()) as any;
    expect(result.tools.length).toBe(15);
    expect(((await (await request("POST", listTools, {}, "read")).json()) as any).result.tools.length).toBe(7);
    const call = { ...listTools, method: "tools/call", params: { name: "house_ring", arguments: { text: "x" } } };
    expect(((await (await request("POST", call)).json()) as any).result.structuredContent).toEqual({ untrusted: true, count: 1 });
    expect((await request("POST", { jsonrpc: "2.0", method: "notifications/initialized" })).status).toBe(202);
    expect((await request("GET")).status).toBe(405);
  });

  it("accepts only the token that opened a session, until the session ends", async () => {
    await using m = await startTestMcp();
    const request = createRequester(m);
    const id = (await request("POST", initialize)).headers.get("mcp-session-id")!;
    const session = { "mcp-session-id": id };
    expect((await request("POST", listTools, session)).status).toBe(200);
    expect((await request("POST", listTools, session, "read")).status).toBe(404);
    expect((await request("POST", listTools, { "mcp-session-id": "another" })).status).toBe(404);
    expect((await request("DELETE", undefined, session)).status).toBe(200);
    expect((await request("POST", listTools, session)).status).toBe(404);
  });

  it("ends unused sessions, the longest unused first when there are too many, but none with an open stream", async () => {
    await using m = await startTestMcp();
    const request = createRequester(m);
    const open = async () => {
      const response = await request("POST", initialize);
      await response.text();
      return { "mcp-session-id": response.headers.get("mcp-session-id")! };
    };
    const listening = await open();
    const stream = await request("GET", undefined, listening);
    expect(stream.status).toBe(200);
    const first = await open();
    await m.t.advance(1_000);
    for (let i = 2; i < maxMcpSessions; i++) await open();
    await m.t.advance(1_000);
    expect(await statusOf(request("POST", listTools, first))).toBe(200);
    await m.t.advance(maxIdleTime / 2);
    const used = await open();
    // One session too many: the longest unused one ended, which is not the first, because that was used since.
    expect((await request("POST", { jsonrpc: "2.0", method: "notifications/initialized" }, first)).status).toBe(202);
    await m.t.advance(maxIdleTime * 0.8);
    expect(await statusOf(request("POST", listTools, first))).toBe(200);
    await m.t.advance(maxIdleTime * 1.2);
    for (const session of [first, used]) expect((await request("POST", listTools, session)).status).toBe(404);
    await stream.body?.cancel();
    await m.t.advance(maxIdleTime * 1.2);
    expect((await request("POST", listTools, listening)).status).toBe(404);
  });

  it("keeps nothing of an initialize that it refuses", async () => {
    await using m = await startTestMcp();
    const request = createRequester(m);
    const refuse = async (count: number): Promise<number> => {
      for (let i = 0; i < count; i++) expect(await statusOf(request("POST", initialize, { accept: "application/json" }))).toBe(406);
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    const before = await refuse(100);
    // Each would leave 27 kB.
    expect((await refuse(300)) - before).toBeLessThan(4_000_000);
  });

  it("ends no session of the full token for a client with the read token", async () => {
    await using m = await startTestMcp();
    const request = createRequester(m);
    const open = async (access: "full" | "read") => {
      const response = await request("POST", initialize, {}, access);
      expect(await statusOf(Promise.resolve(response))).toBe(200);
      return { "mcp-session-id": response.headers.get("mcp-session-id")! };
    };
    const full = await open("full");
    const firstReader = await open("read");
    for (let i = 0; i < maxMcpSessions; i++) await open("read");
    expect(await statusOf(request("POST", listTools, firstReader, "read"))).toBe(404);
    expect(await statusOf(request("POST", listTools, full))).toBe(200);
  });

  it("waits for running calls when it closes, but not longer than two seconds", async () => {
    await using m = await startTestMcp();
    const first = await m.connectHttp();
    const call = first.call("house_wait");
    await expect.poll(() => m.devices.isWaiting).toBe(true);
    const closing = m.mcp.close();
    m.devices.finishWaitCall();
    expect((await call).structuredContent).toEqual({ untrusted: true, count: 1 });
    await closing;

    await using slow = await startTestMcp();
    const second = (await slow.connectHttp()).call("house_wait").catch(() => "cut");
    await expect.poll(() => slow.devices.isWaiting).toBe(true);
    const ending = slow.mcp.close();
    await flushEventLoop();
    await slow.t.advance(2_000);
    await ending;
    slow.devices.finishWaitCall();
    void second;
  });

  it("ends event streams when it closes", async () => {
    await using m = await startTestMcp();
    const request = createRequester(m);
    const id = (await request("POST", initialize)).headers.get("mcp-session-id")!;
    const stream = await request("GET", undefined, { "mcp-session-id": id });
    const ended = stream.text();
    await m.mcp.close();
    await expect(ended).resolves.toBeTypeOf("string");
  });
});
