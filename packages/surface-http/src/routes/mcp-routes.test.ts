import { expect, it } from "vitest";
import { createHttpRig, readToken, testOrigin } from "../http-rig.fixture.ts";

/** Returns its arguments. */
const mcp = { fetch: async (request: Request, access: string, body: unknown) => Response.json({ method: request.method, access, body }) };
const body = { jsonrpc: "2.0", id: 1, method: "tools/list" };

it("forwards requests with the access of the token", async () => {
  await using rig = await createHttpRig({}, { mcp });
  expect(await rig.requestJson("/mcp", { method: "POST", body })).toEqual({ status: 200, body: { method: "POST", access: "full", body } });
  expect((await rig.requestJson("/mcp", { method: "POST", body, token: readToken })).body.access).toBe("read");
  expect((await rig.requestJson("/mcp?access=read", { method: "POST", body })).body.access).toBe("read");
  for (const method of ["GET", "DELETE"]) expect((await rig.requestJson("/mcp", { method })).body).toEqual({ method, access: "full" });
});

it("rejects requests without a token, from another origin, or with another Host", async () => {
  await using rig = await createHttpRig({}, { mcp });
  const status = async (options: object) => (await rig.request("/mcp", { method: "POST", body, ...options })).status;
  expect(await status({ token: null })).toBe(401);
  expect(await status({ token: "another-token-than-ours" })).toBe(401);
  expect(await status({ headers: { origin: "https://evil.example" } })).toBe(403);
  expect(await status({ headers: { origin: "null" } })).toBe(403);
  expect(await status({ headers: { origin: testOrigin.replace("http:", "https:") } })).toBe(403);
  expect(await status({ headers: { host: "evil.example" } })).toBe(421);
  expect(await status({ body: "{" })).toBe(400);
  expect(await status({ headers: { testOrigin } })).toBe(200);
  expect((await rig.request("/mcp", { method: "PUT" })).status).toBe(405);
});

it("does not exist unless it is configured", async () => {
  await using rig = await createHttpRig();
  expect((await rig.request("/mcp", { method: "POST", body })).status).toBe(404);
});
