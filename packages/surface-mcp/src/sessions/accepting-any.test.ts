import { expect, it } from "vitest";
import { createMcpFetch, mcpAddress, useTestMcp } from "../../test/test-mcp.fixture.ts";

const initialize = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } },
};

const m = useTestMcp();

it.each([
  ["*/*", 200],
  ["application/json, */*;q=0.1", 200],
  ["text/html, */*; q=0.8", 200],
  [undefined, 200],
  ["application/json, text/event-stream", 200],
  ["application/json", 406],
  ["application/json, */*;q=0", 406],
  ["*/*;q=0.000", 406],
  ["text/html", 406],
])("answers a request with Accept: %s with status %i", async (accept, status) => {
  const headers = { "content-type": "application/json", ...(accept !== undefined && { accept }) };
  const response = await createMcpFetch(m().mcp, "full")(mcpAddress, { method: "POST", headers, body: JSON.stringify(initialize) });
  await response.body?.cancel();
  expect(response.status).toBe(status);
});
