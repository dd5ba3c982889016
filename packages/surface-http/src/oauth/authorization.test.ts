import { describe, expect, it } from "vitest";
import { readToken, testOrigin, useHttpRig } from "../../test/http-rig.fixture.ts";
import {
  allow,
  connect,
  createOAuthRig,
  exchangeCode,
  queryOf,
  readRequest,
  redirectUri,
  register,
} from "../../test/oauth/oauth-rig.fixture.ts";

it("says in the refusal of /mcp where to ask, and describes itself at the addresses where programs look", async () => {
  await using rig = await createOAuthRig();
  const refused = await rig.request("/mcp", { method: "POST", token: null, body: {} });
  expect(refused.headers.get("www-authenticate")).toBe(
    `Bearer realm="Casement", resource_metadata="${testOrigin}/.well-known/oauth-protected-resource"`,
  );
  expect((await rig.request("/mcp", { method: "POST", token: "wrong", body: {} })).headers.get("www-authenticate")).toContain(
    'error="invalid_token"',
  );
  expect((await rig.request("/api/v1/accounts", { token: null })).headers.get("www-authenticate")).toBe('Bearer realm="Casement"');
  for (const path of ["/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"])
    expect((await rig.requestJson(path, { token: null })).body).toMatchObject({
      resource: `${testOrigin}/mcp`,
      authorization_servers: [testOrigin],
    });
  for (const path of ["/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"])
    expect((await rig.requestJson(path, { token: null })).body).toMatchObject({
      issuer: testOrigin,
      token_endpoint: `${testOrigin}/oauth/token`,
      code_challenge_methods_supported: ["S256"],
    });
});

it("gives addresses below the path of a public address", async () => {
  await using rig = await createOAuthRig({ publicUrl: "https://home.example/casement" });
  const headers = { host: "home.example" };
  const { body } = await rig.requestJson("/casement/.well-known/openid-configuration", { token: null, headers });
  expect(body).toMatchObject({
    issuer: "https://home.example/casement",
    authorization_endpoint: "https://home.example/casement/oauth/authorize",
  });
  const refused = await rig.request("/casement/mcp", { method: "POST", token: null, headers, body: {} });
  expect(refused.headers.get("www-authenticate")).toContain('"https://home.example/casement/.well-known/oauth-protected-resource"');
  const page = await rig.request("/casement/oauth/authorize?client_id=a%26b&state=1", { token: null, headers });
  expect([page.status, page.headers.get("location")]).toEqual([
    303,
    `https://home.example/casement/#/connect/${encodeURIComponent("client_id=a%26b&state=1")}`,
  ]);
});

it("does not exist unless MCP is configured", async () => {
  await using rig = await createOAuthRig({ mcp: undefined });
  for (const path of ["/.well-known/oauth-protected-resource", "/oauth/authorize", "/oauth/token"])
    expect((await rig.request(path, { token: null })).status).toBe(404);
});

it("tells the person who asks and where the answer goes, and needs the dashboard's full access", async () => {
  await using rig = await createOAuthRig();
  const request = queryOf(await register(rig, { client_name: "Claude\u202e \n" }));
  const { body } = await readRequest(rig, request);
  expect(body).toMatchObject({ name: "Claude", target: { kind: "site", name: "assistant.example" } });
  const denial = new URL(body.denial);
  expect(denial.origin + denial.pathname).toBe(redirectUri);
  expect(Object.fromEntries(denial.searchParams)).toMatchObject({ error: "access_denied", state: "s t&te", iss: testOrigin });
  for (const path of ["/api/v1/authorization", "/api/v1/authorization/allow"]) {
    const { accessToken } = await connect(rig);
    for (const [token, status] of [
      [null, 401],
      [accessToken, 401],
      [readToken, 403],
    ] as const)
      expect((await rig.request(path, { method: "POST", token, body: { request } })).status).toBe(status);
  }
});

it("answers a program that has a scheme of its own", async () => {
  await using rig = await createOAuthRig();
  const uri = "cursor://anysphere.cursor-mcp/oauth/callback";
  const request = queryOf(await register(rig, { redirect_uris: [uri] }), { redirect_uri: uri });
  expect((await readRequest(rig, request)).body.target).toEqual({ kind: "app", name: "cursor" });
  expect((await allow(rig, request)).body.address.startsWith(`${uri}?code=`)).toBe(true);
});

it("takes what a person allows only from the dashboard's own page", async () => {
  await using rig = await createOAuthRig();
  const request = queryOf(await register(rig));
  const secret = rig.http.sessionLink().split("#session=")[1]!;
  const own = { origin: testOrigin, "sec-fetch-site": "same-origin" };
  const opened = await rig.request("/session", { method: "POST", token: null, headers: own, body: { token: secret } });
  const cookie = opened.headers.get("set-cookie")!.split(";")[0]!;
  const { key } = (await opened.json()) as { key: string };
  const body = { request, access: "read", accounts: ["home"] };
  const statusFrom = async (headers: Record<string, string>) =>
    (await rig.request("/api/v1/authorization/allow", { method: "POST", token: null, headers: { cookie, ...headers }, body })).status;
  expect(await statusFrom({ ...own, "casement-session-key": key })).toBe(200);
  expect(await statusFrom({ origin: "https://evil.example", "sec-fetch-site": "cross-site", "casement-session-key": key })).toBe(403);
  expect(await statusFrom({ origin: "http://127.0.0.1:9000", "sec-fetch-site": "same-site", "casement-session-key": key })).toBe(403);
  expect(await statusFrom(own)).toBe(401);
});

it("answers the program with a code, its state and the issuer", async () => {
  await using rig = await createOAuthRig();
  const { address } = await allow(
    rig,
    queryOf(await register(rig, { redirect_uris: [`${redirectUri}?kept=1`] }), { redirect_uri: `${redirectUri}?kept=1` }),
  );
  expect(Object.fromEntries(address!.searchParams)).toEqual({ kept: "1", code: expect.any(String), state: "s t&te", iss: testOrigin });
});

it("takes any port on the machine of the browser, and nothing else that differs", async () => {
  await using rig = await createOAuthRig();
  const clientId = await register(rig, {
    redirect_uris: ["http://127.0.0.1/callback", "http://localhost:3000/cb", "cursor://auth/callback"],
  });
  const statusOf = async (uri: string) => (await readRequest(rig, queryOf(clientId, { redirect_uri: uri }))).status;
  for (const uri of ["http://127.0.0.1:51234/callback", "http://127.0.0.1/callback", "http://localhost:4000/cb", "cursor://auth/callback"])
    expect([uri, await statusOf(uri)]).toEqual([uri, 200]);
  for (const uri of [
    "http://127.0.0.1:51234/other",
    "http://localhost:51234/callback",
    "https://127.0.0.1:1/callback",
    "cursor://auth:1/callback",
    "http://127.0.0.1.evil.example/callback",
  ])
    expect([uri, await statusOf(uri)]).toEqual([uri, 400]);
});

describe("what is wrong", () => {
  const rig = useHttpRig(createOAuthRig);

  it.each([
    ["no answer type", { response_type: "token" }],
    ["plain PKCE", { code_challenge_method: "plain" }],
    ["no PKCE", { code_challenge: "" }],
    ["a short challenge", { code_challenge: "abc" }],
    ["another resource", { resource: "https://evil.example/mcp" }],
  ])("allows nothing for %s, and tells the program why", async (_, wrong) => {
    const request = queryOf(await register(rig()), wrong);
    const { body } = await readRequest(rig(), request);
    expect(body.fault).toEqual(expect.any(String));
    expect(new URL(body.denial).searchParams.get("error")).toMatch(/^(unsupported_response_type|invalid_(request|target))$/);
    expect((await allow(rig(), request)).status).toBe(400);
  });

  it.each([
    ["https://evil.example/callback"],
    [`${redirectUri}/`],
    [`${redirectUri}?x=1`],
    [redirectUri.replace("https", "http")],
    [redirectUri.replace("assistant", "ASSISTANT")],
    ["https://assistant.example@evil.example/callback"],
    ["http://127.0.0.1/callback"],
  ])("sends nothing to %s, which was not registered", async (uri) => {
    const request = queryOf(await register(rig()), { redirect_uri: uri });
    const { status, body } = await readRequest(rig(), request);
    expect([status, JSON.stringify(body).includes("evil")]).toEqual([400, false]);
    expect((await allow(rig(), request)).status).toBe(400);
  });

  it.each([
    [[]],
    [["javascript:alert(1)"]],
    [["data:text/html,x"]],
    [["http://assistant.example/callback"]],
    [["https://assistant.example/callback#x"]],
    [["https://user@assistant.example/"]],
    [["/callback"]],
    ["https://assistant.example/callback"],
    [[7]],
  ])("registers no program with redirect_uris %j", async (uris) => {
    const answer = await rig().requestJson("/oauth/register", { method: "POST", token: null, body: { redirect_uris: uris } });
    expect(answer).toMatchObject({ status: 400, body: { error: "invalid_redirect_uri" } });
  });
});

it("knows only programs that it has registered itself, unchanged", async () => {
  await using rig = await createOAuthRig();
  await using other = await createOAuthRig();
  const clientId = await register(rig);
  const [prefix, , signature] = clientId.split(".");
  const forged = Buffer.from(JSON.stringify(["Assistant", redirectUri, "https://evil.example/"])).toString("base64url");
  for (const id of [
    "",
    "unknown",
    `${prefix}.${forged}.${signature}`,
    `${clientId}x`,
    await register(other),
    "http://assistant.example/id",
  ])
    expect((await readRequest(rig, queryOf(id))).status).toBe(400);
});

it("allows only what exists, and at least one account", async () => {
  await using rig = await createOAuthRig();
  const request = queryOf(await register(rig));
  for (const [wrong, status] of [
    [{ accounts: [] }, 400],
    [{ accounts: ["nobody"] }, 404],
    [{ accounts: undefined }, 400],
    [{ access: "full" }, 400],
    [{ access: undefined }, 400],
    [{ tools: [] }, 400],
  ] as const)
    expect((await allow(rig, request, wrong)).status).toBe(status);
});

it("gives no tokens over a connection that others can read", async () => {
  await using rig = await createOAuthRig({ host: "0.0.0.0", publicUrl: "http://hub.lan:8365" });
  const headers = { host: "hub.lan:8365" };
  for (const path of ["/oauth/token", "/oauth/register", "/oauth/revoke"]) {
    const answer = await rig.requestJson(path, { method: "POST", token: null, headers, body: "x=1", from: "192.0.2.9" });
    expect([answer.status, answer.body.detail]).toEqual([403, expect.stringContaining("HTTPS")]);
  }
});

it("gives every connection a name of its own", async () => {
  await using rig = await createOAuthRig();
  await connect(rig);
  const clientId = await register(rig, { client_name: " " });
  await exchangeCode(rig, clientId, (await allow(rig, queryOf(clientId))).code);
  await connect(rig);
  const { grants } = (await rig.requestJson("/api/v1/access")).body;
  expect(grants.map(({ name }: { name: string }) => name)).toEqual(["Assistant", "assistant.example", "Assistant 2"]);
});
