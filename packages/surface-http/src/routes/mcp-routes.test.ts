import { expect, it } from "vitest";
import { createHttpRig, readToken, testOrigin } from "../../test/http-rig.fixture.ts";
import type { McpEndpoint } from "../mcp-endpoint.ts";

/** Returns its arguments. */
const mcp: McpEndpoint & { readonly ended: string[] } = {
  ended: [],
  fetch: async (request, client, body) => Response.json({ method: request.method, access: client.access, body, client }),
  endClient: async (name) => void mcp.ended.push(name),
};
const body = { jsonrpc: "2.0", id: 1, method: "tools/list" };

it("forwards requests with the access of the token", async () => {
  await using rig = await createHttpRig({}, { mcp });
  expect(await rig.requestJson("/mcp", { method: "POST", body })).toMatchObject({
    status: 200,
    body: { method: "POST", access: "change", body },
  });
  expect((await rig.requestJson("/mcp?access=read", { method: "POST", body })).body.access).toBe("read");
  for (const method of ["GET", "DELETE"])
    expect((await rig.requestJson("/mcp", { method })).body).toMatchObject({ method, access: "change" });
});

it("forwards the read-only token only if that was chosen, because the tools read mails", async () => {
  await using rig = await createHttpRig({}, { mcp });
  const refused = await rig.requestJson("/mcp", { method: "POST", body, token: readToken });
  expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining("mcp: { readToken: true }")]);
  await using chosen = await createHttpRig({}, { mcp, mcpReadToken: true });
  expect((await chosen.requestJson("/mcp", { method: "POST", body, token: readToken })).body.access).toBe("read");
});

it.each(["readonly", "Read", "full", ""])("refuses ?access=%s instead of giving full access", async (access) => {
  await using rig = await createHttpRig({}, { mcp });
  expect((await rig.request(`/mcp?access=${access}`, { method: "POST", body })).status).toBe(400);
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

it("takes a call with a file of 10 MB, and nothing that is much larger", async () => {
  await using rig = await createHttpRig({}, { mcp });
  const withFile = (bytes: number) => ({ ...body, params: { file: "A".repeat(Math.ceil(bytes / 3) * 4) } });
  const status = async (bytes: number) => (await rig.request("/mcp", { method: "POST", body: withFile(bytes) })).status;
  expect(await status(10 * 1024 * 1024)).toBe(200);
  expect(await status(12 * 1024 * 1024)).toBe(413);
});

it("does not exist unless it is configured", async () => {
  await using rig = await createHttpRig();
  expect((await rig.request("/mcp", { method: "POST", body })).status).toBe(404);
});

it("takes the token of an agent with its limits, on /mcp only and until it is revoked", async () => {
  await using rig = await createHttpRig({}, { mcp });
  const limits = { tools: ["calendar_*"], recipients: ["@Corp.example"], callsPerHour: 5, messagesPerHour: 0 };
  const request = { kind: "mcp", name: "Claude", access: "add", accounts: ["home"], ...limits };
  const added = await rig.requestJson("/api/v1/access", { method: "POST", body: request });
  const client = { name: "Claude", access: "add", accounts: ["home"], ...limits, recipients: ["@corp.example"] };
  expect(added.body.grant).toMatchObject({ kind: "mcp", limits: { callsPerHour: 5, messagesPerHour: 0 } });
  expect(added.body.credentials.address).toBe(`${testOrigin}/mcp`);
  const token = added.body.credentials.password;
  expect((await rig.requestJson("/mcp", { method: "POST", body, token })).body.client).toEqual(client);
  expect((await rig.requestJson("/mcp?access=read", { method: "POST", body, token })).body.client).toEqual({ ...client, access: "read" });
  for (const path of ["/api/v1/accounts", "/api/v1/access", "/api/v1/audit"]) expect((await rig.request(path, { token })).status).toBe(401);
  await rig.request("/api/v1/access?name=Claude", { method: "DELETE" });
  expect((await rig.request("/mcp", { method: "POST", body, token })).status).toBe(401);
  expect(mcp.ended).toEqual(["Claude"]);
});

it.each([
  [{ accounts: ["nobody"] }, 404],
  [{ accounts: [] }, 400],
  [{ tools: [] }, 400],
  [{ tools: ["calendar *"] }, 400],
  [{ recipients: ["corp.example"] }, 400],
  [{ callsPerHour: -1 }, 400],
  [{ callsPerHour: "5" }, 400],
  [{ access: "full" }, 400],
  [{ kind: "browser", tools: ["calendar_*"] }, 400],
])("refuses the access %j of an agent", async (wrong, status) => {
  await using rig = await createHttpRig({}, { mcp });
  expect((await rig.request("/api/v1/access", { method: "POST", body: { kind: "mcp", ...wrong } })).status).toBe(status);
});

it("lists what agents called, for the full token", async () => {
  await using rig = await createHttpRig();
  await rig.testHost.host
    .audit()
    .add({ client: "Claude", tool: "email_send", account: "home", target: "message", outcome: "refused", code: "forbidden" });
  expect((await rig.requestJson("/api/v1/audit?limit=5")).body.calls).toMatchObject([{ client: "Claude", outcome: "refused" }]);
  expect((await rig.request("/api/v1/audit", { token: readToken })).status).toBe(403);
  expect((await rig.request("/api/v1/audit?limit=0")).status).toBe(400);
});

it("answers a body that is no JSON with the error of JSON-RPC, and forwards any JSON", async () => {
  await using rig = await createHttpRig({}, { mcp });
  const send = (sent: unknown) => rig.requestJson("/mcp", { method: "POST", body: sent as object });
  expect(await send("{")).toMatchObject({ status: 400, body: { jsonrpc: "2.0", id: null, error: { code: -32_700 } } });
  expect((await send([body, body])).body.body).toEqual([body, body]);
});
