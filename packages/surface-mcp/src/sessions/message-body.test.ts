import { expect, it } from "vitest";
import { createMcpFetch, mcpAddress, useTestMcp } from "../../test/test-mcp.fixture.ts";

const ping = (id: number) => ({ jsonrpc: "2.0", id, method: "ping" });
const initialized = { jsonrpc: "2.0", method: "notifications/initialized" };
const initialize = {
  ...{ jsonrpc: "2.0", id: 9, method: "initialize" },
  params: { protocolVersion: "2025-03-26", capabilities: {}, clientInfo: { name: "old", version: "1" } },
};
const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };

const m = useTestMcp();
const send = (body: unknown, more: Record<string, string> = {}): Promise<Response> =>
  createMcpFetch(m().mcp, "full")(mcpAddress, { method: "POST", headers: { ...headers, ...more }, body: JSON.stringify(body) });

it.each<[string, unknown, number | undefined, string?]>([
  ["without a version", [ping(1), initialized, ping(2)], undefined],
  ["of 2025-03-26", [ping(1), ping(2)], undefined, "2025-03-26"],
  ["of 2025-06-18", [ping(1), ping(2)], -32_600, "2025-06-18"],
  ["of 2026-07-28", [ping(1), ping(2)], -32_600, "2026-07-28"],
  ["that is empty", [], -32_600],
  ["with a part that is none", [ping(1), 7], -32_600],
  ["with initialize", [initialize, ping(1)], -32_600],
])("answers a batch %s", async (_, body, code, version) => {
  const response = await send(body, version ? { "mcp-protocol-version": version } : {});
  const answer = (await response.json()) as any;
  if (code === undefined) expect(answer).toEqual([1, 2].map((id) => ({ jsonrpc: "2.0", id, result: {} })));
  else expect([response.status, answer.error.code]).toEqual([400, code]);
});

it("answers a batch in a session", async () => {
  const opened = await send(initialize);
  await opened.text();
  const session = { "mcp-session-id": opened.headers.get("mcp-session-id")! };
  const text = await (await send([initialized, ping(1), ping(2)], session)).text();
  const answers = [...text.matchAll(/^data: (.+)$/gm)].flatMap(([, line]) => JSON.parse(line!));
  expect(answers.map(({ id }) => id).sort()).toEqual([1, 2]);
});

it.each([[{}], [7], [null], ["x"], [{ id: 1, method: "ping" }], [{ jsonrpc: "2.0", id: 1 }]])(
  "refuses what is no message: %j",
  async (body) => {
    const response = await send(body);
    expect([response.status, await response.json()]).toMatchObject([400, { id: null, error: { code: -32_600 } }]);
  },
);
