import { createFakeClock } from "@casement/graph-emulator";
import { createConsoleLogger, type SealedState } from "@casement/host";
import { expect, it } from "vitest";
import { createHttpRigFor, fullToken, testOrigin } from "../../test/http-rig.fixture.ts";
import {
  allow,
  clientOf,
  connect,
  createOAuthRig,
  exchangeCode,
  postForm,
  queryOf,
  redirectUri,
  refresh,
  register,
} from "../../test/oauth/oauth-rig.fixture.ts";
import { createAccessStore } from "../access/access-store.ts";
import { createProgramTokens } from "./program-tokens.ts";

const invalidGrant = { status: 400, body: { error: "invalid_grant" } };

it("gives a program exactly what the person allowed, on /mcp only", async () => {
  await using rig = await createOAuthRig();
  const { accessToken, refreshToken, body } = await connect(rig, { access: "add", recipients: ["@example.com"], callsPerHour: 7 });
  expect(body).toMatchObject({ token_type: "Bearer", expires_in: 3600, scope: "add" });
  const client = {
    name: "Assistant",
    access: "add",
    accounts: ["home"],
    tools: ["tasks_*"],
    recipients: ["@example.com"],
    callsPerHour: 7,
  };
  expect(await clientOf(rig, accessToken)).toEqual(client);
  for (const path of ["/api/v1/accounts", "/api/v1/access", "/session"])
    expect((await rig.request(path, { token: accessToken })).status).toBe(401);
  expect(await clientOf(rig, refreshToken)).toBe(401);
  expect(await clientOf(rig, refreshToken.split(".")[0]!)).toBe(401);
  const { grants } = (await rig.requestJson("/api/v1/access")).body;
  expect(grants).toMatchObject([
    { name: "Assistant", kind: "mcp", access: "add", connectedTo: "assistant.example", usedAt: expect.any(String) },
  ]);
});

it("gives nothing for a code that was used, is old, or comes from another program", async () => {
  await using rig = await createOAuthRig();
  const clientId = await register(rig);
  const other = await register(rig, { client_name: "Other" });
  const codeOf = async () => (await allow(rig, queryOf(clientId))).code;
  for (const wrong of [
    { client_id: other },
    { redirect_uri: `${redirectUri}/` },
    { code_verifier: "another-verifier-of-at-least-43-characters-xx" },
    { code: "guess" },
  ])
    expect(await exchangeCode(rig, clientId, await codeOf(), wrong)).toMatchObject(invalidGrant);
  const old = await codeOf();
  await rig.testHost.advance("60s");
  expect(await exchangeCode(rig, clientId, old)).toMatchObject(invalidGrant);
  expect((await rig.requestJson("/api/v1/access")).body.grants).toEqual([]);
});

it("ends the access when its code is sent again", async () => {
  await using rig = await createOAuthRig();
  const { clientId, code, accessToken, refreshToken } = await connect(rig);
  expect(await exchangeCode(rig, clientId, code)).toMatchObject(invalidGrant);
  expect(await clientOf(rig, accessToken)).toBe(401);
  expect(await refresh(rig, clientId, refreshToken)).toMatchObject(invalidGrant);
});

it("replaces the refresh token with each use, and ends the access when an old one is used", async () => {
  await using rig = await createOAuthRig();
  const { clientId, refreshToken } = await connect(rig);
  const second = (await refresh(rig, clientId, refreshToken)).body;
  expect(await clientOf(rig, second.access_token)).toMatchObject({ name: "Assistant" });
  await rig.testHost.advance("30s");
  const third = (await refresh(rig, clientId, second.refresh_token)).body;
  expect(new Set([refreshToken, second.refresh_token, third.refresh_token]).size).toBe(3);
  expect(await refresh(rig, clientId, refreshToken)).toMatchObject(invalidGrant);
  for (const token of [second.access_token, third.access_token]) expect(await clientOf(rig, token)).toBe(401);
  expect(await refresh(rig, clientId, third.refresh_token)).toMatchObject(invalidGrant);
  expect(rig.logLines.filter((line) => line.startsWith("warn"))).toHaveLength(1);
});

it("accepts the token before again if the answer with its successor was lost", async () => {
  await using rig = await createOAuthRig();
  const { clientId, refreshToken } = await connect(rig);
  const lost = (await refresh(rig, clientId, refreshToken)).body;
  await rig.testHost.advance("1h");
  const again = (await refresh(rig, clientId, refreshToken)).body;
  expect(again).toMatchObject({ refresh_token: lost.refresh_token });
  expect(await clientOf(rig, again.access_token)).toMatchObject({ name: "Assistant" });
  expect(await refresh(rig, clientId, refreshToken)).toMatchObject({ status: 200 });
  await rig.testHost.advance("30s");
  expect(await refresh(rig, clientId, refreshToken)).toMatchObject(invalidGrant);
});

it("gives two processes of a program that refresh at the same time the same successor", async () => {
  await using rig = await createOAuthRig();
  const { clientId, refreshToken } = await connect(rig);
  const [one, other] = await Promise.all([refresh(rig, clientId, refreshToken), refresh(rig, clientId, refreshToken)]);
  expect(one.body.refresh_token).toBe(other.body.refresh_token);
  for (const { body } of [one, other]) expect(await clientOf(rig, body.access_token)).toMatchObject({ name: "Assistant" });
});

it("keeps the access over a restart, while access tokens end after an hour", async () => {
  await using rig = await createOAuthRig();
  const { clientId, accessToken, refreshToken } = await connect(rig);
  await rig.testHost.advance("59m");
  expect(await clientOf(rig, accessToken)).toMatchObject({ name: "Assistant" });
  await rig.testHost.advance("1m");
  expect(await clientOf(rig, accessToken)).toBe(401);
  const fresh = (await refresh(rig, clientId, refreshToken)).body;
  await rig.http.close();
  const mcp = { fetch: async (_: Request, client: object) => Response.json(client), endClient: async () => {} };
  const restarted = await createHttpRigFor(rig.testHost, { mcp });
  expect(await clientOf(restarted, fresh.access_token)).toMatchObject({ name: "Assistant" });
  expect(await refresh(restarted, await register(restarted, { client_name: "Other" }), fresh.refresh_token)).toMatchObject(invalidGrant);
  const { body } = await refresh(restarted, clientId, fresh.refresh_token);
  expect(await clientOf(restarted, body.access_token)).toMatchObject({ name: "Assistant", tools: ["tasks_*"] });
  await restarted.http.close();
});

it("ends at once when the person or the program revokes it", async () => {
  await using rig = await createOAuthRig();
  const first = await connect(rig);
  await rig.request("/api/v1/access?name=Assistant", { method: "DELETE" });
  expect(await clientOf(rig, first.accessToken)).toBe(401);
  expect(await refresh(rig, first.clientId, first.refreshToken)).toMatchObject(invalidGrant);
  const second = await connect(rig);
  expect(await postForm(rig, "/oauth/revoke", { token: second.accessToken })).toMatchObject({ status: 200 });
  expect(await clientOf(rig, second.accessToken)).toBe(401);
  expect(await refresh(rig, second.clientId, second.refreshToken)).toMatchObject({ status: 200 });
  expect(await postForm(rig, "/oauth/revoke", { token: second.refreshToken })).toMatchObject({ status: 200 });
  expect(await refresh(rig, second.clientId, second.refreshToken)).toMatchObject(invalidGrant);
  expect(await postForm(rig, "/oauth/revoke", { token: "unknown" })).toMatchObject({ status: 200 });
});

it("ends after 90 days without use", async () => {
  const clock = createFakeClock();
  const store = await createAccessStore(createState(), clock, createConsoleLogger("error"));
  const tokens = createProgramTokens(store, clock, createConsoleLogger("error"), "key");
  const { refreshToken } = tokens.begin({ name: "Assistant", kind: "mcp", access: "read" }, "client", "family");
  await clock.advance(89 * 86_400_000);
  const { grant, refreshToken: next } = tokens.renew(refreshToken, "client");
  store.use(grant);
  await clock.advance(89 * 86_400_000);
  expect(store.list()).toHaveLength(1);
  await clock.advance(86_400_000);
  expect(store.list()).toEqual([]);
  expect(() => tokens.renew(next, "client")).toThrow("has ended");
});

it("slows a client that asks too often, and counts no expired token as a guess", async () => {
  await using rig = await createOAuthRig();
  const { accessToken } = await connect(rig);
  await rig.testHost.advance("1h");
  for (let count = 0; count < 10; count++) expect(await clientOf(rig, accessToken)).toBe(401);
  const from = "192.0.2.9";
  const proxied = { publicUrl: "https://hub.example", host: "0.0.0.0" };
  await using open = await createOAuthRig(proxied);
  const send = (address: string) =>
    open.request("/oauth/token", { method: "POST", token: null, headers: { host: "hub.example" }, body: "grant_type=x", from: address });
  for (let count = 0; count < 60; count++) expect((await send(from)).status).toBe(400);
  const refused = await send(from);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
  expect((await send("192.0.2.10")).status).toBe(400);
  await open.testHost.advance("60s");
  expect((await send(from)).status).toBe(400);
});

it("writes no token, code or secret to the log", async () => {
  await using rig = await createOAuthRig();
  const { clientId, code, accessToken, refreshToken } = await connect(rig);
  await exchangeCode(rig, clientId, code);
  await refresh(rig, clientId, refreshToken);
  const log = rig.logLines.join("\n");
  for (const secret of [clientId, code, accessToken, refreshToken, fullToken, "Assistant", "assistant.example", testOrigin])
    expect(log).not.toContain(secret);
});

/** What a surface keeps, in memory. */
function createState(): SealedState {
  let kept: unknown;
  return {
    read: async () => kept,
    async write(value) {
      kept = value;
    },
    async update(change) {
      kept = change(kept);
      return kept;
    },
  };
}
