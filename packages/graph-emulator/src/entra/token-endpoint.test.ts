import { createHash, createPublicKey, createVerify } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  authorizeUrlWith,
  type ContosoTenant,
  callbackUri,
  createContoso,
  loginOrigin,
  publicAppId,
  webAppId,
  webAppSecret,
} from "../../test/entra/entra.fixture.ts";

const day = 24 * 3600_000;

function codeFor(
  contoso: ContosoTenant,
  parameters: Record<string, string> = {},
  user = "ada@contoso.example",
  authority = "organizations",
): string {
  const result = contoso.entra.control.signIn(authorizeUrlWith(parameters, authority), { user });
  if (!("redirect" in result)) throw new Error(result.message);
  return new URL(result.redirect).searchParams.get("code") ?? "";
}

const codeForm = (code: string, more: Record<string, string> = {}) => ({
  grant_type: "authorization_code",
  client_id: webAppId,
  client_secret: webAppSecret,
  redirect_uri: callbackUri,
  code,
  ...more,
});

const refreshForm = (refresh_token: string, more: Record<string, string> = {}) => ({
  grant_type: "refresh_token",
  client_id: webAppId,
  client_secret: webAppSecret,
  refresh_token,
  ...more,
});

async function refreshToken(contoso: ContosoTenant, ...options: [Record<string, string>?, string?, string?]): Promise<string> {
  return (await contoso.token(codeForm(codeFor(contoso, ...options)))).body.refresh_token;
}

const refusedWith = (code: number, error = "invalid_grant", status = 400) => ({
  status,
  body: { error, error_codes: [code], error_description: expect.stringContaining(`AADSTS${code}: `) },
});

describe("an authorization code", () => {
  test("is redeemed for tokens of the documented shape", async () => {
    const contoso = createContoso();
    const { status, body } = await contoso.token(codeForm(codeFor(contoso, { nonce: "n" })));
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: "Bearer", scope: "Calendars.Read openid profile email", expires_in: 3600 });
    const [header, payload, signature] = body.access_token.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
    const { ada } = contoso;
    expect(JSON.parse(Buffer.from(header, "base64url").toString())).toMatchObject({ typ: "JWT", alg: "RS256", kid: expect.any(String) });
    expect(claims).toMatchObject({
      aud: "https://graph.microsoft.com",
      tid: ada.tenantId,
      oid: ada.id,
      upn: ada.userPrincipalName,
      appid: webAppId,
    });
    expect(claims).toMatchObject({ scp: "Calendars.Read openid profile email", exp: contoso.clock.now().getTime() / 1000 + 3600 });
    const keys: any = await (await contoso.fetch(new Request(`${loginOrigin}/common/discovery/v2.0/keys`))).json();
    const key = createPublicKey({ key: keys.keys[0], format: "jwk" });
    const verify = (jwt: string[]) => createVerify("RSA-SHA256").update(`${jwt[0]}.${jwt[1]}`).verify(key, jwt[2]!, "base64url");
    expect(verify([header, payload, signature])).toBe(true);
    expect(verify(body.id_token.split("."))).toBe(true);
    const idClaims = JSON.parse(Buffer.from(body.id_token.split(".")[1], "base64url").toString());
    expect(idClaims).toMatchObject({
      aud: webAppId,
      nonce: "n",
      iss: `${loginOrigin}/${ada.tenantId}/v2.0`,
      preferred_username: ada.userPrincipalName,
    });
  });

  test("can be used once", async () => {
    const contoso = createContoso();
    const code = codeFor(contoso);
    await contoso.token(codeForm(code));
    expect(await contoso.token(codeForm(code))).toMatchObject(refusedWith(54005));
  });

  test("expires after ten minutes", async () => {
    const contoso = createContoso();
    const [early, late] = [codeFor(contoso), codeFor(contoso)];
    await contoso.clock.advance(10 * 60_000 - 1);
    expect((await contoso.token(codeForm(early))).status).toBe(200);
    await contoso.clock.advance(1);
    expect(await contoso.token(codeForm(late))).toMatchObject(refusedWith(70008));
  });

  test("is bound to its app and redirect address, and must exist", async () => {
    const contoso = createContoso();
    const code = codeFor(contoso);
    expect(await contoso.token(codeForm(code, { redirect_uri: "http://localhost:2/auth/callback" }))).toMatchObject(
      refusedWith(500112, "invalid_client"),
    );
    expect(await contoso.token(codeForm(code, { client_id: "another" }))).toMatchObject(refusedWith(9002313));
    expect(await contoso.token(codeForm("made-up"))).toMatchObject(refusedWith(9002313));
    expect((await contoso.token(codeForm(code))).status).toBe(200);
  });

  test("requires the verifier of its challenge, S256 or plain", async () => {
    const contoso = createContoso();
    const code_challenge = createHash("sha256").update("verifier").digest("base64url");
    const s256 = codeFor(contoso, { code_challenge, code_challenge_method: "S256" });
    expect(await contoso.token(codeForm(s256))).toMatchObject(refusedWith(501481));
    expect(await contoso.token(codeForm(s256, { code_verifier: code_challenge }))).toMatchObject(refusedWith(501481));
    expect((await contoso.token(codeForm(s256, { code_verifier: "verifier" }))).status).toBe(200);
    const plain = codeFor(contoso, { code_challenge: "verifier" });
    expect((await contoso.token(codeForm(plain, { code_verifier: "verifier" }))).status).toBe(200);
  });

  test("gives neither an ID token nor a refresh token without openid and offline_access", async () => {
    const contoso = createContoso();
    const { body } = await contoso.token(codeForm(codeFor(contoso, { scope: "Calendars.Read" })));
    expect(Object.keys(body)).not.toContain("id_token");
    expect(Object.keys(body)).not.toContain("refresh_token");
  });
});

describe("the scope of the response", () => {
  test("contains everything granted to the app, in Microsoft's spelling", async () => {
    const contoso = createContoso();
    contoso.entra.control.grant("ada@contoso.example", webAppId, ["mail.read"]);
    const { body } = await contoso.token(codeForm(codeFor(contoso, { scope: "openid CALENDARS.READ" })));
    expect(body.scope).toBe("Mail.Read Calendars.Read openid profile email");
  });

  test("has the resource prefix if the request had it", async () => {
    const contoso = createContoso();
    const { body } = await contoso.token(codeForm(codeFor(contoso, { scope: "openid https://graph.microsoft.us/calendars.read" })));
    expect(body.scope).toBe("https://graph.microsoft.us/Calendars.Read openid profile email");
    expect(JSON.parse(Buffer.from(body.access_token.split(".")[1], "base64url").toString())).toMatchObject({
      aud: "https://graph.microsoft.us",
      scp: "Calendars.Read openid profile email",
    });
  });

  test("contains the registered permissions for .default", async () => {
    const contoso = createContoso();
    const code = codeFor(contoso, { scope: "https://graph.microsoft.com/.default" }, "grace@contoso.example");
    const { body } = await contoso.token(codeForm(code));
    expect(body.scope.split(" ")).toEqual(["https://graph.microsoft.com/User.Read", "https://graph.microsoft.com/Group.Read.All"]);
  });
});

describe("the client authenticates", () => {
  test("as a web app with its secret", async () => {
    const contoso = createContoso();
    const code = codeFor(contoso);
    const { client_secret, ...without } = codeForm(code);
    expect(await contoso.token(without)).toMatchObject(refusedWith(7000218, "invalid_client", 401));
    expect(await contoso.token({ ...without, client_secret: "secret-id" })).toMatchObject(refusedWith(7000215, "invalid_client", 401));
    const basic = `Basic ${Buffer.from(`${webAppId}:${client_secret}`).toString("base64")}`;
    expect((await contoso.token(without, "organizations", { authorization: basic })).status).toBe(200);
  });

  test("not with an expired secret", async () => {
    const contoso = createContoso();
    const token = await refreshToken(contoso);
    contoso.entra.control.expireSecrets(webAppId);
    expect(await contoso.token(refreshForm(token))).toMatchObject(refusedWith(7000222, "invalid_client", 401));
  });

  test("as a public client without a secret", async () => {
    const contoso = createContoso();
    const code = codeFor(contoso, { client_id: publicAppId });
    expect(await contoso.token(codeForm(code, { client_id: publicAppId }))).toMatchObject(refusedWith(700025, "invalid_client", 401));
    const { client_secret, ...without } = codeForm(code, { client_id: publicAppId });
    const { body } = await contoso.token(without);
    expect(await contoso.token(refreshForm(body.refresh_token, { client_id: publicAppId }))).toMatchObject(
      refusedWith(700025, "invalid_client", 401),
    );
  });

  test("as a single-page app from a browser, with PKCE", async () => {
    const contoso = createContoso();
    const redirect_uri = "https://app.example/";
    contoso.entra.control.registerApp({ clientId: "spa", redirectUris: { spa: [redirect_uri] } });
    const form = (code: string) => ({ grant_type: "authorization_code", client_id: "spa", redirect_uri, code, code_verifier: "v" });
    const code = codeFor(contoso, { client_id: "spa", redirect_uri, code_challenge: "v" });
    expect(await contoso.token(form(code))).toMatchObject(refusedWith(9002327, "invalid_request"));
    const origin = { origin: "https://app.example" };
    const bare = codeFor(contoso, { client_id: "spa", redirect_uri });
    expect(await contoso.token(form(bare), "common", origin)).toMatchObject(refusedWith(9002325, "invalid_request"));
    expect((await contoso.token(form(code), "common", origin)).status).toBe(200);
  });

  test("as an unregistered client with any secret or none, except in strict mode", async () => {
    const contoso = createContoso();
    const { client_secret, ...without } = codeForm(codeFor(contoso, { client_id: "new" }), { client_id: "new" });
    expect((await contoso.token(without)).status).toBe(200);
    expect((await contoso.token(codeForm(codeFor(contoso, { client_id: "new" }), { client_id: "new", client_secret: "any" }))).status).toBe(
      200,
    );
    contoso.entra.control.setStrict(true);
    expect(await contoso.token(without)).toMatchObject(refusedWith(700016, "unauthorized_client"));
  });
});

describe("a refresh token", () => {
  test("gives new tokens, remains valid itself, and expires after 90 days without use", async () => {
    const contoso = createContoso();
    const first = await refreshToken(contoso);
    const { body } = await contoso.token(refreshForm(first));
    expect(body.refresh_token).not.toBe(first);
    expect((await contoso.token(refreshForm(first))).status).toBe(200);
    await contoso.clock.advance(89 * day);
    const late = (await contoso.token(refreshForm(first))).body.refresh_token;
    await contoso.clock.advance(day);
    expect(await contoso.token(refreshForm(first))).toMatchObject(refusedWith(700082));
    expect((await contoso.token(refreshForm(late))).status).toBe(200);
  });

  test("can be ended by the control interface", async () => {
    const contoso = createContoso();
    const { control } = contoso.entra;
    const expired = await refreshToken(contoso);
    expect(control.endRefreshTokens("expired", "pat@outlook.example")).toBe(0);
    expect(control.endRefreshTokens("expired")).toBe(1);
    const revoked = await refreshToken(contoso);
    expect(control.endRefreshTokens("revoked", "ada@contoso.example")).toBe(1);
    expect(await contoso.token(refreshForm(expired))).toMatchObject(refusedWith(700082));
    expect(await contoso.token(refreshForm(revoked))).toMatchObject(refusedWith(50173));
  });

  test("is revoked by a password change, unlike one of a later sign-in", async () => {
    const contoso = createContoso();
    const before = await refreshToken(contoso);
    await contoso.clock.advance(1000);
    contoso.ada.tokensValidFrom = contoso.clock.now();
    expect(await contoso.token(refreshForm(before))).toMatchObject(refusedWith(50173));
    expect((await contoso.token(refreshForm(await refreshToken(contoso)))).status).toBe(200);
  });

  test("expires by the tenant's sign-in frequency, regardless of its use", async () => {
    const contoso = createContoso();
    contoso.entra.control.setTenantPolicy("contoso.example", { signInFrequency: day });
    const first = await refreshToken(contoso);
    await contoso.clock.advance(day - 1);
    const second = (await contoso.token(refreshForm(first))).body.refresh_token;
    await contoso.clock.advance(1);
    expect(await contoso.token(refreshForm(second))).toMatchObject(refusedWith(70043));
  });

  test("personal-bare-scopes", async () => {
    const contoso = createContoso();
    contoso.entra.control.registerApp({ ...contoso.directory.app(webAppId)!, audience: "multi-tenant-and-personal" });
    const token = await refreshToken(contoso, {}, "pat@outlook.example", "consumers");
    const verdict = async (scope: string) => {
      const { body } = await contoso.token(refreshForm(token, { scope }), "consumers");
      return contoso.entra.verifyAccessToken(body.access_token);
    };
    expect(await verdict("Calendars.Read")).toMatchObject({ ok: true });
    contoso.entra.control.settings.bareScopesAtPersonalRefresh = "unusable";
    expect(await verdict("Calendars.Read")).toEqual({ ok: false, reason: "malformed" });
    expect(await verdict("https://graph.microsoft.com/Calendars.Read")).toMatchObject({ ok: true });
  });

  test("of a personal account from common is refused by default", async () => {
    const contoso = createContoso();
    contoso.entra.control.registerApp({ ...contoso.directory.app(webAppId)!, audience: "multi-tenant-and-personal" });
    const pat = await refreshToken(contoso, {}, "pat@outlook.example", "common");
    expect(await contoso.token(refreshForm(pat), "common")).toMatchObject(refusedWith(70000));
    contoso.entra.control.settings.refusePersonalRefreshThroughCommon = false;
    expect((await contoso.token(refreshForm(pat), "common")).status).toBe(200);
    const direct = await refreshToken(contoso, {}, "pat@outlook.example", "consumers");
    contoso.entra.control.settings.refusePersonalRefreshThroughCommon = true;
    expect((await contoso.token(refreshForm(direct), "consumers")).status).toBe(200);
  });

  test("requires consent for permissions that were never granted or were revoked", async () => {
    const contoso = createContoso();
    const token = await refreshToken(contoso, { scope: "openid offline_access Calendars.Read Mail.Read" });
    const more = await contoso.token(refreshForm(token, { scope: "Mail.Send" }));
    expect(more).toMatchObject({ ...refusedWith(65001), body: { suberror: "consent_required" } });
    contoso.entra.control.revoke("ada@contoso.example", webAppId, ["Mail.Read"]);
    expect(await contoso.token(refreshForm(token))).toMatchObject(refusedWith(65001));
    contoso.entra.control.settings.missingScopeAtRefresh = "shrink";
    expect((await contoso.token(refreshForm(token))).body.scope).toBe("Calendars.Read openid profile email");
    contoso.entra.control.revoke("ada@contoso.example", webAppId);
    expect(await contoso.token(refreshForm(token))).toMatchObject(refusedWith(65001));
  });

  test("is refused for permissions that do not exist", async () => {
    const contoso = createContoso();
    const token = await refreshToken(contoso);
    expect(await contoso.token(refreshForm(token, { scope: "Nonsense" }))).toMatchObject(refusedWith(650053, "invalid_client"));
  });
});

describe("other errors", () => {
  test("have Entra's body", async () => {
    const { body } = await createContoso().token({ client_id: webAppId, grant_type: "password" });
    expect(body).toEqual({
      error: "unsupported_grant_type",
      error_description: expect.stringMatching(
        /^AADSTS70003: .*\r\nTrace ID: [\w-]{36}\r\nCorrelation ID: [\w-]{36}\r\nTimestamp: 2026-03-02 08:00:00Z$/,
      ),
      error_codes: [70003],
      timestamp: "2026-03-02 08:00:00Z",
      trace_id: expect.stringMatching(/^[\w-]{36}$/),
      correlation_id: expect.stringMatching(/^[\w-]{36}$/),
      error_uri: `${loginOrigin}/error?code=70003`,
    });
  });

  test.each(["grant_type", "client_id", "code"])("are returned without %s", async (parameter) => {
    const contoso = createContoso();
    const form = Object.entries(codeForm(codeFor(contoso))).filter(([name]) => name !== parameter);
    expect(await contoso.token(Object.fromEntries(form))).toMatchObject(refusedWith(900144, "invalid_request"));
  });

  test.each([50076, 50079, 53003])("can be conditional access error %i once, for one grant type", async (code) => {
    const contoso = createContoso();
    const token = await refreshToken(contoso);
    contoso.entra.control.failToken({ code, grantType: "refresh_token" });
    expect((await contoso.token(codeForm(codeFor(contoso)))).status).toBe(200);
    expect(await contoso.token(refreshForm(token))).toMatchObject(refusedWith(code, "invalid_grant"));
    expect((await contoso.token(refreshForm(token))).status).toBe(200);
  });

  test("can have any code, several times, until cleared", async () => {
    const contoso = createContoso();
    const token = await refreshToken(contoso);
    const { control } = contoso.entra;
    control.failToken({ code: 90033, error: "temporarily_unavailable", text: "A transient error has occurred.", times: 3 });
    for (let i = 0; i < 2; i++)
      expect(await contoso.token(refreshForm(token))).toMatchObject(refusedWith(90033, "temporarily_unavailable"));
    expect(control.counts().faults).toBe(1);
    control.clearFaults();
    expect((await contoso.token(refreshForm(token))).status).toBe(200);
  });
});
