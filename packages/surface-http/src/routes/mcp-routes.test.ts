import { expect, it } from "vitest";
import { origin, readToken, testHttp } from "../http.fixture.ts";

/** Answers with what it was given. */
const mcp = { fetch: async (request: Request, access: string, body: unknown) => Response.json({ method: request.method, access, body }) };
const body = { jsonrpc: "2.0", id: 1, method: "tools/list" };

it("hands MCP on with what the token allows", async () => {
  await using h = await testHttp({}, { mcp });
  expect(await h.json("/mcp", { method: "POST", body })).toEqual({ status: 200, body: { method: "POST", access: "full", body } });
  expect((await h.json("/mcp", { method: "POST", body, as: readToken })).body.access).toBe("read");
  expect((await h.json("/mcp?access=read", { method: "POST", body })).body.access).toBe("read");
  for (const method of ["GET", "DELETE"]) expect((await h.json("/mcp", { method })).body).toEqual({ method, access: "full" });
});

it("lets nobody in without a token, from another page, or by another name", async () => {
  await using h = await testHttp({}, { mcp });
  const status = async (asking: object) => (await h.ask("/mcp", { method: "POST", body, ...asking })).status;
  expect(await status({ as: null })).toBe(401);
  expect(await status({ as: "another-token-than-ours" })).toBe(401);
  expect(await status({ headers: { origin: "https://evil.example" } })).toBe(403);
  expect(await status({ headers: { origin: "null" } })).toBe(403);
  expect(await status({ headers: { origin: origin.replace("http:", "https:") } })).toBe(403);
  expect(await status({ headers: { host: "evil.example" } })).toBe(421);
  expect(await status({ body: "{" })).toBe(400);
  expect(await status({ headers: { origin } })).toBe(200);
  expect((await h.ask("/mcp", { method: "PUT" })).status).toBe(405);
});

it("has nothing there unless it is configured", async () => {
  await using h = await testHttp();
  expect((await h.ask("/mcp", { method: "POST", body })).status).toBe(404);
});
