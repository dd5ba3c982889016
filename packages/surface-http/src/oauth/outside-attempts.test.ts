import { describe, expect, it } from "vitest";
import { testOrigin, useHttpRig } from "../../test/http-rig.fixture.ts";
import {
  allow,
  clientOf,
  connect,
  createOAuthRig,
  exchangeCode,
  postForm,
  queryOf,
  readRequest,
  redirectUri,
  refresh,
  register,
  verifier,
} from "../../test/oauth/oauth-rig.fixture.ts";

// What somebody tries who has no access to the hub. Beside the tests of the requests, the tokens and the documents of programs.

describe("what is wrong", () => {
  const rig = useHttpRig(createOAuthRig);

  it.each([
    ["no method, which OAuth would read as plain", { code_challenge_method: "" }],
    ["a method in other letters", { code_challenge_method: "s256" }],
    ["the verifier as its own challenge", { code_challenge_method: "plain", code_challenge: verifier }],
    ["a longer challenge", { code_challenge: "a".repeat(44) }],
  ])("gives no code for PKCE with %s", async (_, wrong) => {
    const request = queryOf(await register(rig()), wrong);
    expect((await readRequest(rig(), request)).body.fault).toEqual(expect.any(String));
    expect((await allow(rig(), request)).status).toBe(400);
  });

  it.each(["redirect_uri", "client_id", "code_challenge", "response_type", "state"])("reads no request with two %s", async (name) => {
    const request = queryOf(await register(rig()));
    const { status } = await allow(rig(), `${request}&${name}=https%3A%2F%2Fevil.example%2F`);
    expect(status).toBe(400);
  });

  it.each([
    "search-ms:query=x&crumb=location:%5C%5Cevil.example",
    "SHELL:startup",
    "java\tscript:alert(1)",
    "ldap://evil.example/x",
    "ssh://evil.example/",
    "smb://evil.example/x",
    "https:evil.example@assistant.example/",
  ])("registers no program that would be answered at %j, which the system of the person opens itself", async (uri) => {
    const body = { client_name: "Assistant", redirect_uris: [uri] };
    expect((await rig().request("/oauth/register", { method: "POST", token: null, body })).status).toBe(400);
  });
});

it("a stolen code does not open anything without its verifier, and is spent by the first guess", async () => {
  await using rig = await createOAuthRig();
  const clientId = await register(rig);
  const { code } = await allow(rig, queryOf(clientId));
  for (const guess of ["", "x".repeat(43), verifier.toUpperCase()])
    expect((await exchangeCode(rig, clientId, code, { code_verifier: guess })).status).toBe(400);
  expect(await exchangeCode(rig, clientId, code)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  expect((await rig.requestJson("/api/v1/access")).body.grants).toEqual([]);
});

it("gives no token for another resource, neither for a code nor for a refresh token, and spends neither", async () => {
  await using rig = await createOAuthRig();
  const clientId = await register(rig);
  const { code } = await allow(rig, queryOf(clientId));
  const resource = "https://evil.example/mcp";
  const invalidTarget = { status: 400, body: { error: "invalid_target" } };
  expect(await exchangeCode(rig, clientId, code, { resource })).toMatchObject(invalidTarget);
  const { body } = await exchangeCode(rig, clientId, code);
  const form = { grant_type: "refresh_token", client_id: clientId, refresh_token: body.refresh_token };
  for (const wrong of [resource, `${testOrigin}/`, `${testOrigin}/mcp/../api`])
    expect(await postForm(rig, "/oauth/token", { ...form, resource: wrong })).toMatchObject(invalidTarget);
  expect(await refresh(rig, clientId, body.refresh_token)).toMatchObject({ status: 200 });
});

it("takes no form with a parameter twice, and no JSON in its place", async () => {
  await using rig = await createOAuthRig();
  const clientId = await register(rig);
  const { code } = await allow(rig, queryOf(clientId));
  const fields = { grant_type: "authorization_code", client_id: clientId, code, redirect_uri: redirectUri, code_verifier: verifier };
  const send = (body: string, type: string) =>
    rig.requestJson("/oauth/token", { method: "POST", token: null, body, headers: { "content-type": type } });
  const form = "application/x-www-form-urlencoded";
  expect((await send(`${new URLSearchParams(fields)}&code=other`, form)).body).toMatchObject({ error: "invalid_request" });
  expect((await send(JSON.stringify(fields), "application/json")).status).toBeGreaterThanOrEqual(400);
  expect((await exchangeCode(rig, clientId, code)).status).toBe(200);
});

it("takes an access token from the header only, and no token of a program that has ended it", async () => {
  await using rig = await createOAuthRig();
  const { accessToken, refreshToken } = await connect(rig);
  const inQuery = await rig.request(`/mcp?access_token=${accessToken}`, { method: "POST", token: null, body: {} });
  expect(inQuery.status).toBeGreaterThanOrEqual(400);
  const inBody = await rig.request("/mcp", { method: "POST", token: null, body: { access_token: accessToken } });
  expect(inBody.status).toBe(401);
  await postForm(rig, "/oauth/revoke", { token: refreshToken });
  expect(await clientOf(rig, accessToken)).toBe(401);
});

it("its answers replace what the program's address says about codes, states and issuers", async () => {
  await using rig = await createOAuthRig();
  const mixed = `${redirectUri}?code=stolen&state=theirs&iss=https%3A%2F%2Fevil.example`;
  const request = queryOf(await register(rig, { redirect_uris: [mixed] }), { redirect_uri: mixed });
  const { address, code } = await allow(rig, request);
  expect([...address!.searchParams].toSorted()).toEqual([
    ["code", code],
    ["iss", testOrigin],
    ["state", "s t&te"],
  ]);
  const denial = new URL((await readRequest(rig, request)).body.denial);
  expect([denial.searchParams.get("iss"), denial.searchParams.get("state")]).toEqual([testOrigin, "s t&te"]);
  expect(denial.searchParams.has("code")).toBe(false);
});

it("keeps nothing of a flood of registrations, and slows it", async () => {
  await using rig = await createOAuthRig();
  const body = { client_name: "x".repeat(1_000), redirect_uris: [redirectUri] };
  const send = (more: object = {}) => rig.request("/oauth/register", { method: "POST", token: null, body: { ...body, ...more } });
  expect((await send()).status).toBe(201);
  const kept = JSON.stringify(await rig.testHost.host.sealedState("oauth").read());
  for (let count = 1; count < 60; count++) expect((await send({ client_name: `${count}` })).status).toBe(201);
  expect((await send()).status).toBe(429);
  expect(JSON.stringify(await rig.testHost.host.sealedState("oauth").read())).toBe(kept);
  expect(kept.length).toBeLessThan(200);
  expect((await rig.requestJson("/api/v1/access")).body.grants).toEqual([]);
});

it("refuses metadata that is too large or too deep", async () => {
  await using rig = await createOAuthRig();
  const send = (body: string) => rig.request("/oauth/register", { method: "POST", token: null, body });
  const long = Array.from({ length: 10 }, (_, index) => `${redirectUri}/${index}/${"x".repeat(400)}`);
  expect((await send(JSON.stringify({ redirect_uris: long }))).status).toBe(413);
  expect((await send(JSON.stringify({ redirect_uris: long.slice(0, 5) }))).status).toBe(400);
  expect((await send(`${"[".repeat(100_000)}${"]".repeat(100_000)}`)).status).toBeGreaterThanOrEqual(400);
  expect((await send(`{"redirect_uris":["${redirectUri}"],"x":"${"x".repeat(20_000_000)}"}`)).status).toBe(413);
});

it("shows nothing of its own in a frame, and lets nobody keep tokens", async () => {
  await using rig = await createOAuthRig();
  const clientId = await register(rig);
  const { code } = await allow(rig, queryOf(clientId));
  const body = new URLSearchParams({
    ...{ grant_type: "authorization_code", client_id: clientId, code },
    ...{ redirect_uri: redirectUri, code_verifier: verifier },
  });
  const tokens = await rig.request("/oauth/token", { method: "POST", token: null, body: body.toString() });
  const page = await rig.request(`/oauth/authorize?${queryOf(clientId)}`, { token: null });
  for (const { headers } of [tokens, page]) {
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("access-control-allow-origin")).toBeNull();
  }
});

it("begins at the hub's own page, whatever a request says", async () => {
  await using rig = await createOAuthRig();
  for (const query of ["", "?//evil.example", "?redirect_uri=https://evil.example", "?x=%0d%0aset-cookie:a=b", "?%2F..%2F..%2Fevil"]) {
    const page = await rig.request(`/oauth/authorize${query}`, { token: null });
    const location = page.headers.get("location")!;
    expect(location.startsWith(`${testOrigin}/#/connect/`)).toBe(true);
    expect(page.headers.get("set-cookie")).toBeNull();
    expect(location.slice(`${testOrigin}/#/connect/`.length)).not.toMatch(/[/?#&=\r\n]/);
  }
});
