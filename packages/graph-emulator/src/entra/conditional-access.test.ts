import { ConfidentialClientApplication, InteractionRequiredAuthError } from "@azure/msal-node";
import { describe, expect, test } from "vitest";
import {
  authorizeUrlWith,
  type ContosoTenant,
  callbackUri,
  createBrowser,
  createContoso,
  loginOrigin,
  publicAppId,
  webAppId,
  webAppSecret,
} from "../../test/entra/entra.fixture.ts";
import { createMemoryCache, createNetworkModule } from "../../test/entra/msal.fixture.ts";

const tenant = "contoso.example";
const ada = "ada@contoso.example";
const scopes = ["User.Read"];
const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

async function startDevice(contoso: ContosoTenant) {
  const body = new URLSearchParams({ client_id: publicAppId, scope: "offline_access User.Read" });
  const response = await contoso.fetch(new Request(`${loginOrigin}/organizations/oauth2/v2.0/devicecode`, { method: "POST", body }));
  const { user_code: userCode, device_code } = (await response.json()) as { user_code: string; device_code: string };
  return { userCode, poll: () => contoso.token({ grant_type: deviceGrant, client_id: publicAppId, device_code }) };
}

/** Enters the code in a browser and signs Ada in. */
async function enterCode(contoso: ContosoTenant, userCode: string) {
  const browser = createBrowser(contoso.fetch);
  await browser.open(`${loginOrigin}/common/oauth2/deviceauth?otc=${userCode}`);
  return { browser, page: await browser.click("Ada Byron") };
}

const refresh = (contoso: ContosoTenant, refresh_token: string) =>
  contoso.token({ grant_type: "refresh_token", client_id: publicAppId, refresh_token });

describe("conditional access blocks", () => {
  test("device-code-blocked", async () => {
    const contoso = createContoso();
    contoso.entra.control.conditionalAccess(tenant, { deviceCode: "block" });
    const { userCode, poll } = await startDevice(contoso);
    const { page } = await enterCode(contoso, userCode);
    expect([page.status, page.title]).toEqual([403, "You don&#39;t have access to this"]);
    expect(page.page).toContain("Error Code: 53003");
    expect((await poll()).body.error).toBe("authorization_pending");
    expect(contoso.entra.control.approveDevice(userCode, ada)).toMatchObject({ approved: false, code: 53003 });
    expect(contoso.entra.control.signIn(authorizeUrlWith({ scope: "User.Read" }), { user: ada })).toHaveProperty("redirect");
  });

  test("device-code-blocked-at-device", async () => {
    const contoso = createContoso();
    contoso.entra.control.conditionalAccess(tenant, { deviceCode: "block-at-device" });
    const { userCode, poll } = await startDevice(contoso);
    expect(contoso.entra.control.approveDevice(userCode, ada)).toEqual({ approved: true });
    expect(await poll()).toMatchObject({ status: 400, body: { error: "invalid_grant", suberror: "message_only", error_codes: [53003] } });
  });

  test("device-code-tracked", async () => {
    const contoso = createContoso();
    const { userCode, poll } = await startDevice(contoso);
    contoso.entra.control.approveDevice(userCode, ada);
    const { refresh_token } = (await poll()).body;
    expect((await refresh(contoso, refresh_token)).status).toBe(200);
    contoso.entra.control.conditionalAccess(tenant, { deviceCode: "block" });
    expect((await refresh(contoso, refresh_token)).body.error_codes).toEqual([53003]);
    contoso.entra.control.conditionalAccess(tenant, { deviceCode: "allow" });
    expect((await refresh(contoso, refresh_token)).status).toBe(200);
  });

  test("device-code-compliant-device", async () => {
    const contoso = createContoso();
    contoso.entra.control.conditionalAccess(tenant, { compliantDevice: true });
    const { userCode } = await startDevice(contoso);
    expect((await enterCode(contoso, userCode)).page.page).toContain("Error Code: 530033");
    expect(contoso.entra.control.signIn(authorizeUrlWith(), { user: ada })).toMatchObject({ page: "blocked", code: 53000 });
    const silent = contoso.entra.control.signIn(authorizeUrlWith({ prompt: "none" }), { user: ada, signedInBefore: true });
    expect("redirect" in silent && new URL(silent.redirect).searchParams.get("error")).toBe("interaction_required");
  });
});

describe("multi-factor authentication", () => {
  test("mfa-required", async () => {
    const contoso = createContoso();
    const { control } = contoso.entra;
    const auth = { clientId: webAppId, clientSecret: webAppSecret, authority: `${loginOrigin}/organizations` };
    const app = new ConfidentialClientApplication({
      auth,
      cache: { cachePlugin: createMemoryCache() },
      system: { networkClient: createNetworkModule(contoso) },
    });
    const signIn = async (claims?: string) => {
      const request = { scopes, redirectUri: callbackUri, ...(claims !== undefined && { claims }) };
      const result = control.signIn(await app.getAuthCodeUrl(request), { user: ada });
      return app.acquireTokenByCode({ ...request, code: "redirect" in result ? new URL(result.redirect).searchParams.get("code")! : "" });
    };
    const { account } = await signIn();
    const renew = () => app.acquireTokenSilent({ account: account!, scopes, forceRefresh: true });
    expect((await renew()).accessToken).toBeTruthy();
    control.conditionalAccess(tenant, { mfa: true });
    const error = await renew().then(
      () => expect.unreachable(),
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(InteractionRequiredAuthError);
    expect(error).toMatchObject({ errorCode: "invalid_grant", subError: "basic_action" });
    expect(error.message).toContain("AADSTS50076");
    expect(JSON.parse(error.claims).access_token.capolids.essential).toBe(true);
    await signIn(error.claims);
    expect((await renew()).accessToken).toBeTruthy();
  });

  test("is a page in the browser, once per session, and for a device code", async () => {
    const contoso = createContoso();
    contoso.entra.control.conditionalAccess(tenant, { mfa: true });
    const { open, click } = createBrowser(contoso.fetch);
    await open(authorizeUrlWith());
    expect((await click("Ada Byron")).title).toBe("Approve sign in request");
    expect((await click("Approve")).title).toBe("Permissions requested");
    expect((await click("Accept")).location?.searchParams.has("code")).toBe(true);
    expect((await open(authorizeUrlWith({ prompt: "none" }))).location?.searchParams.has("code")).toBe(true);

    const { userCode, poll } = await startDevice(contoso);
    const { browser, page } = await enterCode(contoso, userCode);
    expect(page.title).toBe("Approve sign in request");
    for (const button of ["Approve", "Continue", "Accept"]) await browser.click(button);
    const { refresh_token } = (await poll()).body;
    expect((await refresh(contoso, refresh_token)).status).toBe(200);
  });

  test("without it, the control interface stops at the page, and a silent sign-in is refused", () => {
    const contoso = createContoso();
    const { control } = contoso.entra;
    control.grant(ada, webAppId, ["Calendars.Read"]);
    control.conditionalAccess(tenant, { mfa: true });
    expect(control.signIn(authorizeUrlWith(), { user: ada, mfa: false })).toEqual({ page: "verify", code: 50076 });
    const silent = control.signIn(authorizeUrlWith({ prompt: "none" }), { user: ada, signedInBefore: true });
    expect("redirect" in silent && Object.fromEntries(new URL(silent.redirect).searchParams)).toMatchObject({
      error: "interaction_required",
      error_description: expect.stringMatching(/^AADSTS50076/),
    });
    expect(control.signIn(authorizeUrlWith({}, "consumers"), { user: "pat@outlook.example" })).not.toHaveProperty("page", "verify");
  });
});
