import { describe, expect, test } from "vitest";
import {
  authorizeUrlWith,
  callbackUri,
  createBrowser,
  createContoso,
  loginOrigin,
  publicAppId,
  webAppId,
} from "../../test/entra/entra.fixture.ts";

const queryOf = (location: URL | undefined) => Object.fromEntries(location?.searchParams ?? []);

describe("a user at the authorize page", () => {
  test("signs in, consents, and returns with code and state", async () => {
    const { fetch, directory, ada } = createContoso();
    const { open, click } = createBrowser(fetch);
    expect((await open(authorizeUrlWith())).title).toBe("Sign in");
    const consent = await click("Sign in", { username: "ADA@contoso.example" });
    expect(consent.title).toBe("Permissions requested");
    expect(consent.page).toContain("Read your calendars");
    expect(consent.page).toContain("Maintain access to data you have given it access to");
    const { location, status } = await click("Accept");
    expect([status, location?.origin, location?.pathname]).toEqual([302, "http://localhost", "/auth/callback"]);
    expect(queryOf(location)).toMatchObject({ code: expect.stringMatching(/^1\.A/), state: "s1" });
    expect([...directory.granted(ada, webAppId)].toSorted()).toEqual(["Calendars.Read", "offline_access", "openid", "profile"]);
  });

  test("is offered accounts without passwords that the authority admits", async () => {
    const { fetch } = createContoso();
    const { open, click } = createBrowser(fetch);
    const { page } = await open(authorizeUrlWith());
    expect(page).toContain("Ada Byron");
    expect(page).not.toContain("pat@outlook");
    expect(page).not.toContain("grace@");
    expect((await click("Ada Byron")).title).toBe("Permissions requested");
  });

  test("is informed about a wrong name and a wrong password", async () => {
    const { fetch } = createContoso();
    const { open, click } = createBrowser(fetch);
    await open(authorizeUrlWith());
    expect((await click("Sign in", { username: "nobody@contoso.example" })).page).toContain("AADSTS50034");
    expect((await click("Sign in", { username: "grace@contoso.example", password: "x" })).page).toContain("AADSTS50126");
    expect((await click("Sign in", { username: "grace@contoso.example", password: "hopper" })).title).toBe("Permissions requested");
  });

  test("cancels, so that nothing is granted and the app receives AADSTS65004", async () => {
    const { fetch, directory } = createContoso();
    const { open, click } = createBrowser(fetch);
    await open(authorizeUrlWith());
    await click("Ada Byron");
    const { location } = await click("Cancel");
    expect(queryOf(location)).toMatchObject({
      error: "access_denied",
      error_subcode: "cancel",
      error_description: expect.stringMatching(
        /^AADSTS65004: .*\r\nTrace ID: .*\r\nCorrelation ID: .*\r\nTimestamp: 2026-03-02 08:00:00Z$/,
      ),
      error_uri: `${loginOrigin}/error?code=65004`,
      state: "s1",
    });
    expect(directory.grants()).toEqual([]);
  });

  test("is redirected immediately with a session and consent, and is asked only for new permissions", async () => {
    const { fetch } = createContoso();
    const { open, click } = createBrowser(fetch);
    await open(authorizeUrlWith());
    await click("Ada Byron");
    await click("Accept");
    expect(queryOf((await open(authorizeUrlWith())).location)).toHaveProperty("code");
    const more = await open(authorizeUrlWith({ scope: "openid Calendars.Read Mail.Send" }));
    expect(more.page).toContain("<code>Mail.Send</code>");
    expect(more.page).not.toContain("<code>Calendars.Read</code>");
  });

  test("follows prompt: consent, select_account, login, and none", async () => {
    const { fetch } = createContoso();
    const { open, click } = createBrowser(fetch);
    expect(queryOf((await open(authorizeUrlWith({ prompt: "none" }))).location)).toMatchObject({ error: "login_required" });
    await open(authorizeUrlWith());
    await click("Ada Byron");
    expect(queryOf((await open(authorizeUrlWith({ prompt: "none" }))).location)).toMatchObject({ error: "consent_required" });
    await open(authorizeUrlWith());
    await click("Accept");
    expect(queryOf((await open(authorizeUrlWith({ prompt: "none" }))).location)).toHaveProperty("code");
    expect((await open(authorizeUrlWith({ prompt: "consent" }))).page).toContain("<code>Calendars.Read</code>");
    expect((await open(authorizeUrlWith({ prompt: "select_account" }))).title).toBe("Pick an account");
    expect((await click("Use another account")).title).toBe("Sign in");
    expect((await open(authorizeUrlWith({ prompt: "login", login_hint: "ada@contoso.example" }))).page).toContain(
      'value="ada@contoso.example"',
    );
    await click("Sign in");
    expect((await open(authorizeUrlWith({ prompt: "select_account" }))).title).toBe("Pick an account");
    expect(queryOf((await click("Ada Byron")).location)).toHaveProperty("code");
    expect(queryOf((await open(authorizeUrlWith({ prompt: "often" }))).location).error_description).toMatch(/^AADSTS90023/);
  });

  test("is selected by login_hint among several sessions; without it the account picker is shown, or error 16000", async () => {
    const { fetch, entra, ada, grace } = createContoso();
    for (const { id } of [ada, grace]) entra.control.grant(id, webAppId, ["Calendars.Read"]);
    const { open, click } = createBrowser(fetch);
    await open(authorizeUrlWith());
    await click("Ada Byron");
    await open(authorizeUrlWith({ prompt: "login" }));
    await click("Sign in", { username: "grace@contoso.example", password: "hopper" });
    expect((await open(authorizeUrlWith())).title).toBe("Pick an account");
    expect(queryOf((await open(authorizeUrlWith({ prompt: "none" }))).location).error_description).toMatch(/^AADSTS16000/);
    expect(queryOf((await open(authorizeUrlWith({ login_hint: "ada@contoso.example" }))).location)).toHaveProperty("code");
  });

  test("signs out", async () => {
    const { fetch } = createContoso();
    const { open, click } = createBrowser(fetch);
    await open(authorizeUrlWith());
    await click("Ada Byron");
    const back = await open(
      `${loginOrigin}/common/oauth2/v2.0/logout?post_logout_redirect_uri=${encodeURIComponent("http://localhost:9/bye")}&state=z`,
    );
    expect(back.location?.href).toBe("http://localhost:9/bye?state=z");
    expect((await open(authorizeUrlWith())).title).toBe("Sign in");
    expect((await open(`${loginOrigin}/common/oauth2/v2.0/logout?post_logout_redirect_uri=https://evil.example/`)).title).toBe(
      "You signed out",
    );
  });

  test("returns with response_mode fragment and form_post", async () => {
    const { fetch, entra, ada } = createContoso();
    entra.control.grant(ada.id, webAppId, ["Calendars.Read"]);
    const { open, click } = createBrowser(fetch);
    await open(authorizeUrlWith({ response_mode: "fragment" }));
    expect((await click("Ada Byron")).location?.hash).toMatch(/^#code=1\.A.*&state=s1/);
    const { page } = await open(authorizeUrlWith({ response_mode: "form_post", state: '"><script>' }));
    expect(page).toContain(`action="${callbackUri}"`);
    expect(page).not.toContain("<script>");
  });
});

describe("permissions to which only an administrator may consent", () => {
  const groups = { scope: "openid Group.Read.All" };

  test("stop a user, and returning to the app gives AADSTS90094", async () => {
    const { fetch } = createContoso();
    const { open, click } = createBrowser(fetch);
    await open(authorizeUrlWith(groups));
    const page = await click("Ada Byron");
    expect([page.status, page.title]).toEqual([403, "Need admin approval"]);
    const { location } = await click("Return to the application");
    expect(queryOf(location)).toMatchObject({ error: "access_denied", error_description: expect.stringMatching(/^AADSTS90094/) });
  });

  test("cannot be accepted with a forged form", async () => {
    const { fetch, directory } = createContoso();
    const { open, click } = createBrowser(fetch);
    await open(authorizeUrlWith(groups));
    await click("Ada Byron");
    const { location } = await click("Return to the application", { decision: "accept" });
    expect(queryOf(location).error_description).toMatch(/^AADSTS90094/);
    expect(directory.grants()).toEqual([]);
  });

  test("can be defined by a tenant, and are granted by an administrator's consent for the organization", async () => {
    const { fetch, entra, ada } = createContoso();
    entra.control.setTenantPolicy("contoso.example", { adminOnlyScopes: ["calendars.readwrite"] });
    const url = authorizeUrlWith({ scope: "Calendars.Read Calendars.ReadWrite" });
    expect(entra.control.signIn(url, { user: ada.id })).toEqual({ page: "need-admin", code: 90094 });
    const { open, click } = createBrowser(fetch);
    await open(url);
    await click("Sign in", { username: "grace@contoso.example", password: "hopper" });
    await click("Accept", { organization: "yes" });
    expect(entra.control.signIn(url, { user: ada.id })).toHaveProperty("redirect");
  });

  test("can be granted by administrators for themselves only", () => {
    const { entra, ada, grace, directory } = createContoso();
    expect(entra.control.signIn(authorizeUrlWith(groups), { user: grace.id })).toHaveProperty("redirect");
    expect(directory.granted(grace, webAppId)).toContain("Group.Read.All");
    expect(directory.granted(ada, webAppId)).not.toContain("Group.Read.All");
  });
});

describe("errors on the page, because the redirect address is not verified", () => {
  const refusedCases: [string, Record<string, string | undefined>, string, string?][] = [
    ["a redirect address that is not registered", { redirect_uri: "http://localhost/other" }, "AADSTS50011"],
    ["a redirect address of another host", { redirect_uri: "https://evil.example/auth/callback" }, "AADSTS50011"],
    ["an unknown tenant", {}, "AADSTS90002", "nowhere.example"],
    ["no client", { client_id: undefined }, "AADSTS900144"],
  ];
  test.each(refusedCases)("%s", async (_, parameters, code, authority = "organizations") => {
    const { status, page, location } = await createBrowser(createContoso().fetch).open(authorizeUrlWith(parameters, authority));
    expect([status, location]).toEqual([400, undefined]);
    expect(page).toContain(code);
  });

  test("an unknown client in strict mode", async () => {
    const contoso = createContoso();
    const url = authorizeUrlWith({ client_id: "unknown" });
    expect((await createBrowser(contoso.fetch).open(url)).title).toBe("Sign in");
    contoso.entra.control.setStrict(true);
    expect((await createBrowser(contoso.fetch).open(url)).page).toContain("AADSTS700016");
  });

  test("redirect addresses of an unregistered client", async () => {
    const { open } = createBrowser(createContoso().fetch);
    const view = async (redirect_uri: string | undefined) => (await open(authorizeUrlWith({ client_id: "unknown", redirect_uri }))).page;
    expect(await view("http://127.0.0.1:1/x")).toContain("Sign in");
    expect(await view("http://evil.example/")).toContain("AADSTS50011");
    expect(await view("javascript:alert(1)")).toContain("AADSTS50011");
    expect(await view(undefined)).toContain("AADSTS900971");
  });

  test("an app without a redirect address", async () => {
    const contoso = createContoso();
    contoso.entra.control.registerApp({ clientId: "bare" });
    expect((await createBrowser(contoso.fetch).open(authorizeUrlWith({ client_id: "bare" }))).page).toContain("AADSTS500113");
  });

  test("an app used at an authority its audience excludes", async () => {
    const contoso = createContoso();
    const tenantId = contoso.ada.tenantId;
    const code = async (audience: "single-tenant" | "multi-tenant" | "personal", authority: string) => {
      contoso.entra.control.registerApp({ clientId: "aud", audience, tenantId, redirectUris: { web: [callbackUri] } });
      return /AADSTS\d+/.exec((await createBrowser(contoso.fetch).open(authorizeUrlWith({ client_id: "aud" }, authority))).page)?.[0];
    };
    expect(await code("single-tenant", "common")).toBe("AADSTS50194");
    expect(await code("single-tenant", "fabrikam.example")).toBe("AADSTS700016");
    expect(await code("single-tenant", tenantId)).toBeUndefined();
    expect(await code("multi-tenant", "consumers")).toBe("AADSTS700016");
    expect(await code("multi-tenant", "common")).toBeUndefined();
    expect(await code("personal", "common")).toBe("AADSTS9002331");
    expect(await code("personal", "organizations")).toBe("AADSTS9002346");
    expect(await code("personal", "consumers")).toBeUndefined();
  });

  test.each([
    ["consumers", "ada@contoso.example"],
    ["organizations", "pat@outlook.example"],
    ["fabrikam.example", "ada@contoso.example"],
    ["contoso.example", "pat@outlook.example"],
  ])("at %s the account %s", async (authority, user) => {
    const { entra } = createContoso();
    expect(entra.control.signIn(authorizeUrlWith({}, authority), { user })).toMatchObject({ page: "error", code: 50020 });
  });

  test("an account that domain_hint excludes from common", () => {
    const { entra } = createContoso();
    const url = authorizeUrlWith({ domain_hint: "organizations" }, "common");
    expect(entra.control.signIn(url, { user: "pat@outlook.example" })).toMatchObject({ code: 50020 });
    expect(entra.control.signIn(url, { user: "ada@contoso.example" })).toHaveProperty("redirect");
  });
});

describe("errors by redirect", () => {
  const refusedCases: [string, Record<string, string | undefined>, string, string][] = [
    ["response_type token", { response_type: "token" }, "unsupported_response_type", "AADSTS700054"],
    ["no response_type", { response_type: undefined }, "invalid_request", "AADSTS900144"],
    ["no scope", { scope: undefined }, "invalid_request", "AADSTS900144"],
    ["response_mode", { response_mode: "web_message" }, "unsupported_response_mode", "AADSTS70007"],
  ];
  test.each(refusedCases)("%s", async (_, parameters, error, code) => {
    const { location } = await createBrowser(createContoso().fetch).open(authorizeUrlWith(parameters));
    expect(queryOf(location)).toMatchObject({ error, error_description: expect.stringMatching(`^${code}:`), state: "s1" });
  });

  test("permissions that do not exist, or not for this kind of account", () => {
    const { entra } = createContoso();
    const error = (user: string, scope: string, authority = "common") => {
      const result = entra.control.signIn(authorizeUrlWith({ scope, client_id: publicAppId }, authority), { user });
      const { error, error_description } = queryOf(new URL("redirect" in result ? result.redirect : "x:"));
      return [error, error_description?.split(":")[0]];
    };
    expect(error("ada@contoso.example", "Calendars.ReadBasic.Shared")).toEqual(["invalid_client", "AADSTS650053"]);
    expect(error("pat@outlook.example", "Chat.Read")).toEqual(["invalid_scope", "AADSTS70011"]);
    expect(error("pat@outlook.example", "Nonsense")).toEqual(["invalid_scope", "AADSTS70011"]);
    expect(error("pat@outlook.example", "Calendars.Read")).toEqual([undefined, undefined]);
  });
});

test("all values on a page are escaped", async () => {
  const contoso = createContoso();
  contoso.entra.control.registerApp({ clientId: "x", name: "<img src=x>", redirectUris: { web: [callbackUri] } });
  const { page } = await createBrowser(contoso.fetch).open(authorizeUrlWith({ client_id: "x", login_hint: '"><b>' }));
  expect(page).not.toContain("<img");
  expect(page).not.toContain("<b>");
});
