import { describe, expect, test } from "vitest";
import { authorizeUrlWith, callbackUri, createContoso, webAppId, webAppSecret } from "../../test/entra/entra.fixture.ts";

const ada = "ada@contoso.example";

describe("signIn", () => {
  const parameters = (result: object) => Object.fromEntries("redirect" in result ? new URL(String(result.redirect)).searchParams : []);

  test("accepts, cancels, or consents for the organization", () => {
    const { entra, directory, ada: user } = createContoso();
    expect(parameters(entra.control.signIn(authorizeUrlWith(), { user: ada, decision: "cancel" }))).toMatchObject({
      error: "access_denied",
      state: "s1",
    });
    expect(directory.grants()).toEqual([]);
    const url = authorizeUrlWith({ scope: "Mail.Read" });
    expect(parameters(entra.control.signIn(url, { user: "grace@contoso.example", decision: "organization" }))).toHaveProperty("code");
    expect(directory.grants()).toEqual([{ principal: user.tenantId, clientId: webAppId, scopes: ["Mail.Read"] }]);
  });

  test("stops at, or returns from, the page that requires an administrator", () => {
    const { entra } = createContoso();
    const url = authorizeUrlWith({ scope: "Group.Read.All" });
    expect(entra.control.signIn(url, { user: ada })).toEqual({ page: "need-admin", code: 90094 });
    const back = parameters(entra.control.signIn(url, { user: ada, decision: "cancel" }));
    expect(back.error_description).toMatch(/^AADSTS90094/);
  });

  test("reports the error of the final page", () => {
    const { entra } = createContoso();
    const url = authorizeUrlWith({ redirect_uri: "http://localhost/typo" });
    expect(entra.control.signIn(url, { user: ada })).toMatchObject({
      page: "error",
      code: 50011,
      message: expect.stringContaining("typo"),
    });
  });

  test("works with prompt=none and select_account if the user has signed in before", () => {
    const { entra } = createContoso();
    entra.control.grant(ada, webAppId, ["Calendars.Read"]);
    const signedInUser = { user: ada, signedInBefore: true };
    expect(parameters(entra.control.signIn(authorizeUrlWith({ prompt: "none" }), signedInUser))).toHaveProperty("code");
    expect(parameters(entra.control.signIn(authorizeUrlWith({ prompt: "select_account" }), signedInUser))).toHaveProperty("code");
    expect(parameters(entra.control.signIn(authorizeUrlWith({ prompt: "login" }), signedInUser))).toHaveProperty("code");
  });

  test("returns the fields of a form_post", () => {
    const { entra } = createContoso();
    const result = entra.control.signIn(authorizeUrlWith({ response_mode: "form_post" }), { user: ada });
    expect(result).toMatchObject({ redirect: callbackUri, form: { code: expect.any(String), state: "s1" } });
  });
});

test("counts sessions, codes, and tokens", async () => {
  const contoso = createContoso();
  const { control } = contoso.entra;
  const { redirect } = control.signIn(authorizeUrlWith(), { user: ada }) as { redirect: string };
  expect(control.counts()).toEqual({ deviceCodes: 0, codes: 1, refreshTokens: 0, accessTokens: 0, faults: 0, sessions: 0 });
  const code = new URL(redirect).searchParams.get("code")!;
  const form = { grant_type: "authorization_code", client_id: webAppId, client_secret: webAppSecret, redirect_uri: callbackUri, code };
  control.settings.accessTokenLifetime = 60;
  expect((await contoso.token(form)).body.expires_in).toBe(60);
  expect(control.counts()).toMatchObject({ codes: 0, refreshTokens: 1, accessTokens: 1 });
  await contoso.clock.advance(60_000);
  expect(control.counts().accessTokens).toBe(0);
  expect(control.endAccessTokens("revoked")).toBe(0);
});

test("grants and policies accept names in any spelling, and refuse unknown names", () => {
  const { entra, directory, ada: user } = createContoso();
  const { control } = entra;
  control.grant("contoso.example", webAppId, ["mail.read"]);
  expect([...directory.granted(user, webAppId)]).toEqual(["Mail.Read"]);
  expect(() => control.grant("nobody@contoso.example", webAppId, ["Mail.Read"])).toThrow(/no such user or tenant/);
  expect(() => control.grant(ada, webAppId, ["Nonsense"])).toThrow(/no such permission Nonsense/);
  expect(() => control.setTenantPolicy("nowhere.example", {})).toThrow(/no such tenant/);
  control.setTenantPolicy("contoso.example", { signInFrequency: 1000, adminOnlyScopes: ["mail.send"] });
  expect(directory.tenant("contoso.example")).toMatchObject({ signInFrequency: 1000, adminOnlyScopes: new Set(["Mail.Send"]) });
  control.setTenantPolicy("contoso.example", { signInFrequency: null });
  expect(directory.tenant("contoso.example")?.signInFrequency).toBeUndefined();
});
