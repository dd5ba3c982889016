import { createHash, createPublicKey, createVerify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { authorizeUrlWith, type ContosoTenant, callbackUri, createContoso, loginOrigin, publicAppId, webAppSecret, webAppId } from "./entra.fixture.ts";

const day = 24 * 3600_000;

function codeFor(
  house: ContosoTenant,
  parameters: Record<string, string> = {},
  user = "ada@contoso.example",
  authority = "organizations",
): string {
  const result = house.entra.control.signIn(authorizeUrlWith(parameters, authority), { user });
  if (!("redirect" in result)) throw new Error(result.message);
  return new URL(result.redirect).searchParams.get("code") ?? "";
}

const redeem = (code: string, more: Record<string, string> = {}) => ({
  grant_type: "authorization_code",
  client_id: webAppId,
  client_secret: webAppSecret,
  redirect_uri: callbackUri,
  code,
  ...more,
});

const refreshWith = (refresh_token: string, more: Record<string, string> = {}) => ({
  grant_type: "refresh_token",
  client_id: webAppId,
  client_secret: webAppSecret,
  refresh_token,
  ...more,
});

async function refreshToken(house: ContosoTenant, ...of: [Record<string, string>?, string?, string?]): Promise<string> {
  return (await house.token(redeem(codeFor(house, ...of)))).body.refresh_token;
}

const refused = (code: number, error = "invalid_grant", status = 400) => ({
  status,
  body: { error, error_codes: [code], error_description: expect.stringContaining(`AADSTS${code}: `) },
});

describe("a code", () => {
  test("becomes tokens of the real shape", async () => {
    const house = createContoso();
    const { status, body } = await house.token(redeem(codeFor(house, { nonce: "n" })));
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: "Bearer", scope: "Calendars.Read openid profile email", expires_in: 3600 });
    const [header, payload, signature] = body.access_token.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
    const { ada } = house;
    expect(JSON.parse(Buffer.from(header, "base64url").toString())).toMatchObject({ typ: "JWT", alg: "RS256", kid: expect.any(String) });
    expect(claims).toMatchObject({
      aud: "https://graph.microsoft.com",
      tid: ada.tenantId,
      oid: ada.id,
      upn: ada.userPrincipalName,
      appid: webAppId,
    });
    expect(claims).toMatchObject({ scp: "Calendars.Read openid profile email", exp: house.clock.now().getTime() / 1000 + 3600 });
    const keys: any = await (await house.fetch(new Request(`${loginOrigin}/common/discovery/v2.0/keys`))).json();
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

  test("works once", async () => {
    const house = createContoso();
    const code = codeFor(house);
    await house.token(redeem(code));
    expect(await house.token(redeem(code))).toMatchObject(refused(54005));
  });

  test("lives ten minutes", async () => {
    const house = createContoso();
    const [early, late] = [codeFor(house), codeFor(house)];
    await house.clock.advance(10 * 60_000 - 1);
    expect((await house.token(redeem(early))).status).toBe(200);
    await house.clock.advance(1);
    expect(await house.token(redeem(late))).toMatchObject(refused(70008));
  });

  test("is bound to app and redirect address, and must be known", async () => {
    const house = createContoso();
    const code = codeFor(house);
    expect(await house.token(redeem(code, { redirect_uri: "http://localhost:2/auth/callback" }))).toMatchObject(
      refused(500112, "invalid_client"),
    );
    expect(await house.token(redeem(code, { client_id: "another" }))).toMatchObject(refused(9002313));
    expect(await house.token(redeem("made-up"))).toMatchObject(refused(9002313));
    expect((await house.token(redeem(code))).status).toBe(200);
  });

  test("needs the verifier of its challenge, S256 or plain", async () => {
    const house = createContoso();
    const code_challenge = createHash("sha256").update("verifier").digest("base64url");
    const s256 = codeFor(house, { code_challenge, code_challenge_method: "S256" });
    expect(await house.token(redeem(s256))).toMatchObject(refused(501481));
    expect(await house.token(redeem(s256, { code_verifier: code_challenge }))).toMatchObject(refused(501481));
    expect((await house.token(redeem(s256, { code_verifier: "verifier" }))).status).toBe(200);
    const plain = codeFor(house, { code_challenge: "verifier" });
    expect((await house.token(redeem(plain, { code_verifier: "verifier" }))).status).toBe(200);
  });

  test("without openid and offline_access brings neither id token nor refresh token", async () => {
    const house = createContoso();
    const { body } = await house.token(redeem(codeFor(house, { scope: "Calendars.Read" })));
    expect(Object.keys(body)).not.toContain("id_token");
    expect(Object.keys(body)).not.toContain("refresh_token");
  });
});

describe("the scope of the answer", () => {
  test("names everything granted for the app, in Microsoft's spelling", async () => {
    const house = createContoso();
    house.entra.control.grant("ada@contoso.example", webAppId, ["mail.read"]);
    const { body } = await house.token(redeem(codeFor(house, { scope: "openid CALENDARS.READ" })));
    expect(body.scope).toBe("Mail.Read Calendars.Read openid profile email");
  });

  test("has the resource in front where the request had", async () => {
    const house = createContoso();
    const { body } = await house.token(redeem(codeFor(house, { scope: "openid https://graph.microsoft.us/calendars.read" })));
    expect(body.scope).toBe("https://graph.microsoft.us/Calendars.Read openid profile email");
    expect(JSON.parse(Buffer.from(body.access_token.split(".")[1], "base64url").toString())).toMatchObject({
      aud: "https://graph.microsoft.us",
      scp: "Calendars.Read openid profile email",
    });
  });

  test(".default stands for the registration", async () => {
    const house = createContoso();
    const code = codeFor(house, { scope: "https://graph.microsoft.com/.default" }, "grace@contoso.example");
    const { body } = await house.token(redeem(code));
    expect(body.scope.split(" ")).toEqual(["https://graph.microsoft.com/User.Read", "https://graph.microsoft.com/Group.Read.All"]);
  });
});

describe("the client proves itself", () => {
  test("a Web app with its secret", async () => {
    const house = createContoso();
    const code = codeFor(house);
    const { client_secret, ...without } = redeem(code);
    expect(await house.token(without)).toMatchObject(refused(7000218, "invalid_client", 401));
    expect(await house.token({ ...without, client_secret: "secret-id" })).toMatchObject(refused(7000215, "invalid_client", 401));
    const basic = `Basic ${Buffer.from(`${webAppId}:${client_secret}`).toString("base64")}`;
    expect((await house.token(without, "organizations", { authorization: basic })).status).toBe(200);
  });

  test("not with a secret that expired", async () => {
    const house = createContoso();
    const token = await refreshToken(house);
    house.entra.control.expireSecrets(webAppId);
    expect(await house.token(refreshWith(token))).toMatchObject(refused(7000222, "invalid_client", 401));
  });

  test("a public client without one", async () => {
    const house = createContoso();
    const code = codeFor(house, { client_id: publicAppId });
    expect(await house.token(redeem(code, { client_id: publicAppId }))).toMatchObject(refused(700025, "invalid_client", 401));
    const { client_secret, ...without } = redeem(code, { client_id: publicAppId });
    const { body } = await house.token(without);
    expect(await house.token(refreshWith(body.refresh_token, { client_id: publicAppId }))).toMatchObject(
      refused(700025, "invalid_client", 401),
    );
  });

  test("a single-page app from a browser, with PKCE", async () => {
    const house = createContoso();
    const redirect_uri = "https://app.example/";
    house.entra.control.registerApp({ clientId: "spa", redirectUris: { spa: [redirect_uri] } });
    const form = (code: string) => ({ grant_type: "authorization_code", client_id: "spa", redirect_uri, code, code_verifier: "v" });
    const code = codeFor(house, { client_id: "spa", redirect_uri, code_challenge: "v" });
    expect(await house.token(form(code))).toMatchObject(refused(9002327, "invalid_request"));
    const origin = { origin: "https://app.example" };
    const bare = codeFor(house, { client_id: "spa", redirect_uri });
    expect(await house.token(form(bare), "common", origin)).toMatchObject(refused(9002325, "invalid_request"));
    expect((await house.token(form(code), "common", origin)).status).toBe(200);
  });

  test("an unregistered client with any secret or none, unless strict", async () => {
    const house = createContoso();
    const { client_secret, ...without } = redeem(codeFor(house, { client_id: "new" }), { client_id: "new" });
    expect((await house.token(without)).status).toBe(200);
    expect((await house.token(redeem(codeFor(house, { client_id: "new" }), { client_id: "new", client_secret: "any" }))).status).toBe(200);
    house.entra.control.setStrict(true);
    expect(await house.token(without)).toMatchObject(refused(700016, "unauthorized_client"));
  });
});

describe("a refresh token", () => {
  test("brings new tokens; the old one stays good, each for 90 idle days", async () => {
    const house = createContoso();
    const first = await refreshToken(house);
    const { body } = await house.token(refreshWith(first));
    expect(body.refresh_token).not.toBe(first);
    expect((await house.token(refreshWith(first))).status).toBe(200);
    await house.clock.advance(89 * day);
    const late = (await house.token(refreshWith(first))).body.refresh_token;
    await house.clock.advance(day);
    expect(await house.token(refreshWith(first))).toMatchObject(refused(700082));
    expect((await house.token(refreshWith(late))).status).toBe(200);
  });

  test("is ended by the control interface", async () => {
    const house = createContoso();
    const { control } = house.entra;
    const expired = await refreshToken(house);
    expect(control.endRefreshTokens("expired", "pat@outlook.example")).toBe(0);
    expect(control.endRefreshTokens("expired")).toBe(1);
    const revoked = await refreshToken(house);
    expect(control.endRefreshTokens("revoked", "ada@contoso.example")).toBe(1);
    expect(await house.token(refreshWith(expired))).toMatchObject(refused(700082));
    expect(await house.token(refreshWith(revoked))).toMatchObject(refused(50173));
  });

  test("dies with a password change and lives with a later sign-in", async () => {
    const house = createContoso();
    const before = await refreshToken(house);
    await house.clock.advance(1000);
    house.ada.tokensValidFrom = house.clock.now();
    expect(await house.token(refreshWith(before))).toMatchObject(refused(50173));
    expect((await house.token(refreshWith(await refreshToken(house)))).status).toBe(200);
  });

  test("ends at the tenant's sign-in frequency, however often it was used", async () => {
    const house = createContoso();
    house.entra.control.setTenantPolicy("contoso.example", { signInFrequency: day });
    const first = await refreshToken(house);
    await house.clock.advance(day - 1);
    const second = (await house.token(refreshWith(first))).body.refresh_token;
    await house.clock.advance(1);
    expect(await house.token(refreshWith(second))).toMatchObject(refused(70043));
  });

  test("of a personal account from common is refused, unless the switch is off", async () => {
    const house = createContoso();
    house.entra.control.registerApp({ ...house.directory.app(webAppId)!, audience: "multi-tenant-and-personal" });
    const pat = await refreshToken(house, {}, "pat@outlook.example", "common");
    expect(await house.token(refreshWith(pat), "common")).toMatchObject(refused(70000));
    house.entra.control.settings.refusePersonalRefreshThroughCommon = false;
    expect((await house.token(refreshWith(pat), "common")).status).toBe(200);
    const direct = await refreshToken(house, {}, "pat@outlook.example", "consumers");
    house.entra.control.settings.refusePersonalRefreshThroughCommon = true;
    expect((await house.token(refreshWith(direct), "consumers")).status).toBe(200);
  });

  test("asks for what was never granted, or was taken back: consent is required", async () => {
    const house = createContoso();
    const token = await refreshToken(house, { scope: "openid offline_access Calendars.Read Mail.Read" });
    const more = await house.token(refreshWith(token, { scope: "Mail.Send" }));
    expect(more).toMatchObject({ ...refused(65001), body: { suberror: "consent_required" } });
    house.entra.control.revoke("ada@contoso.example", webAppId, ["Mail.Read"]);
    expect(await house.token(refreshWith(token))).toMatchObject(refused(65001));
    house.entra.control.settings.missingScopeAtRefresh = "shrink";
    expect((await house.token(refreshWith(token))).body.scope).toBe("Calendars.Read openid profile email");
    house.entra.control.revoke("ada@contoso.example", webAppId);
    expect(await house.token(refreshWith(token))).toMatchObject(refused(65001));
  });

  test("asks for what does not exist", async () => {
    const house = createContoso();
    const token = await refreshToken(house);
    expect(await house.token(refreshWith(token, { scope: "Nonsense" }))).toMatchObject(refused(650053, "invalid_client"));
  });
});

describe("other refusals", () => {
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

  test.each(["grant_type", "client_id", "code"])("without %s", async (parameter) => {
    const house = createContoso();
    const form = Object.entries(redeem(codeFor(house))).filter(([name]) => name !== parameter);
    expect(await house.token(Object.fromEntries(form))).toMatchObject(refused(900144, "invalid_request"));
  });

  test.each([50076, 50079, 53003])("conditional access %i: told once, for one grant type", async (code) => {
    const house = createContoso();
    const token = await refreshToken(house);
    house.entra.control.failToken({ code, grantType: "refresh_token" });
    expect((await house.token(redeem(codeFor(house)))).status).toBe(200);
    expect(await house.token(refreshWith(token))).toMatchObject(refused(code, "interaction_required"));
    expect((await house.token(refreshWith(token))).status).toBe(200);
  });

  test("a fault of any number, several times, until cleared", async () => {
    const house = createContoso();
    const token = await refreshToken(house);
    const { control } = house.entra;
    control.failToken({ code: 90033, error: "temporarily_unavailable", text: "A transient error has occurred.", times: 3 });
    for (let i = 0; i < 2; i++) expect(await house.token(refreshWith(token))).toMatchObject(refused(90033, "temporarily_unavailable"));
    expect(control.counts().faults).toBe(1);
    control.clearFaults();
    expect((await house.token(refreshWith(token))).status).toBe(200);
  });
});
