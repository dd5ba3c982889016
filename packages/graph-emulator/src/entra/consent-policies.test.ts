import { InteractionRequiredAuthError, PublicClientApplication } from "@azure/msal-node";
import { delegatedPermissions } from "@casement/graph-permissions";
import { describe, expect, test } from "vitest";
import {
  authorizeUrlWith,
  type ContosoTenant,
  createBrowser,
  createContoso,
  loginOrigin,
  publicAppId,
  webAppId,
} from "../../test/entra/entra.fixture.ts";
import { createNetworkModule } from "../../test/entra/msal.fixture.ts";
import { type ConsentRegime, consentPolicies } from "./consent-policies.ts";

const tenant = "contoso.example";
const ada = "ada@contoso.example";
const scopesOf = (scope: string) => ({ scope, client_id: publicAppId });
const queryOf = (location: URL | undefined) => Object.fromEntries(location?.searchParams ?? []);
const pageOf = ({ entra }: ContosoTenant, scope: string, user = ada) => {
  const result = entra.control.signIn(authorizeUrlWith(scopesOf(scope)), { user });
  return "page" in result ? result.page : "signed-in";
};

/** Permissions to which a user may consent (✓), by policy. */
const self: Record<ConsentRegime, readonly string[]> = {
  legacy: ["openid", "User.Read", "Presence.Read", "Mail.Send", "Calendars.Read", "Mail.ReadWrite", "Chat.ReadWrite", "Tasks.ReadWrite"],
  "microsoft-managed": ["openid", "User.Read", "Presence.Read", "User.ReadBasic.All", "Mail.Send", "Chat.ReadBasic", "ChatMessage.Send"],
  "verified-low": [],
  none: [],
};
const administrator: Record<ConsentRegime, readonly string[]> = {
  legacy: ["Group.Read.All"],
  "microsoft-managed": [
    "Calendars.Read",
    "Mail.ReadBasic",
    "MailboxSettings.Read",
    "Chat.Read",
    "Tasks.Read",
    "People.Read",
    "Group.Read.All",
  ],
  "verified-low": ["openid", "User.Read", "Presence.Read"],
  none: ["openid", "User.Read", "Presence.Read"],
};

describe.each(Object.keys(consentPolicies) as ConsentRegime[])("with the consent policy %s", (regime) => {
  const createTenant = () => {
    const contoso = createContoso();
    contoso.entra.control.consentPolicy(tenant, regime);
    return contoso;
  };

  test("consent-policy", () => {
    for (const scope of self[regime]) expect([scope, pageOf(createTenant(), scope)]).toEqual([scope, "signed-in"]);
    for (const scope of administrator[regime]) expect([scope, pageOf(createTenant(), scope)]).toEqual([scope, "need-admin"]);
  });

  test("an administrator consents to everything, and a personal account to what it has", () => {
    expect(pageOf(createTenant(), "Calendars.ReadWrite Group.Read.All", "grace@contoso.example")).toBe("signed-in");
    const contoso = createTenant();
    const url = authorizeUrlWith(scopesOf("Calendars.ReadWrite"), "consumers");
    expect(contoso.entra.control.signIn(url, { user: "pat@outlook.example" })).toHaveProperty("redirect");
  });

  test("a browser, a device code, and a silent sign-in see the same wall", async () => {
    const contoso = createTenant();
    const { control } = contoso.entra;
    const scope = administrator[regime][0]!;
    const { open, click } = createBrowser(contoso.fetch);
    await open(authorizeUrlWith(scopesOf(scope)));
    const wall = await click("Ada Byron");
    expect([wall.status, wall.title]).toEqual([403, "Need admin approval"]);
    expect(wall.page).toContain("AADSTS90094");
    expect(queryOf((await click("Return to the application")).location)).toMatchObject({
      error: "access_denied",
      error_description: expect.stringMatching(/^AADSTS90094/),
      state: "s1",
    });
    const silent = control.signIn(authorizeUrlWith({ ...scopesOf(scope), prompt: "none" }), { user: ada, signedInBefore: true });
    expect("redirect" in silent && queryOf(new URL(silent.redirect))).toMatchObject({
      error: "consent_required",
      error_description: expect.stringMatching(/^AADSTS65001/),
    });

    const app = new PublicClientApplication({
      auth: { clientId: publicAppId, authority: `${loginOrigin}/organizations` },
      system: { networkClient: createNetworkModule(contoso) },
    });
    const request = {
      scopes: [scope],
      deviceCodeCallback: ({ userCode }: { userCode: string }) => {
        expect(control.approveDevice(userCode, ada)).toMatchObject({ approved: false, code: 90094 });
        expect(control.deviceCodes()).toHaveLength(1);
        control.denyDevice(userCode);
      },
    };
    await expect(app.acquireTokenByDeviceCode(request)).rejects.toThrow(/authorization_declined/);
  });
});

describe("an administrator, a user, and a guest who want calendars", () => {
  const outcomes: Record<ConsentRegime, readonly string[]> = {
    legacy: ["signed-in", "signed-in", "signed-in"],
    "microsoft-managed": ["signed-in", "need-admin", "need-admin"],
    "verified-low": ["signed-in", "need-admin", "need-admin"],
    none: ["signed-in", "need-admin", "need-admin"],
  };

  test.each(Object.entries(outcomes))("under %s have the same outcome in a browser and with a device code", async (regime, expected) => {
    const contoso = createContoso();
    const { control } = contoso.entra;
    control.consentPolicy(tenant, regime as ConsentRegime);
    contoso.directory.addUser({ userPrincipalName: "fay@fabrikam.example" });
    const guest = control.inviteGuest(tenant, "fay@fabrikam.example");
    const scope = "Calendars.Read offline_access";
    const withDeviceCode = async (user: string) => {
      const body = new URLSearchParams({ client_id: publicAppId, scope });
      const started = await contoso.fetch(new Request(`${loginOrigin}/${tenant}/oauth2/v2.0/devicecode`, { method: "POST", body }));
      const result = control.approveDevice(((await started.json()) as { user_code: string }).user_code, user);
      return result.approved ? "signed-in" : result.code === 90094 ? "need-admin" : result.message;
    };
    for (const [index, user] of ["grace@contoso.example", ada, guest.id].entries()) {
      const browser = control.signIn(authorizeUrlWith(scopesOf(scope), tenant), { user });
      expect([user, "page" in browser ? browser.page : "signed-in", await withDeviceCode(user)]).toEqual([
        user,
        expected[index],
        expected[index],
      ]);
    }
  });
});

test("consent-policy-existing-grants", async () => {
  const contoso = createContoso();
  expect(pageOf(contoso, "Calendars.Read")).toBe("signed-in");
  contoso.entra.control.consentPolicy(tenant, "none");
  expect(pageOf(contoso, "Calendars.Read")).toBe("signed-in");
  expect(pageOf(contoso, "Calendars.Read Presence.Read")).toBe("need-admin");
});

test("consent-silent", async () => {
  for (const scope of ["Presence.Read", "Calendars.Read"]) {
    const contoso = createContoso();
    contoso.entra.control.consentPolicy(tenant, "microsoft-managed");
    const app = new PublicClientApplication({
      auth: { clientId: publicAppId, authority: `${loginOrigin}/organizations` },
      system: { networkClient: createNetworkModule(contoso) },
    });
    const signedIn = await app.acquireTokenByDeviceCode({
      scopes: ["User.Read"],
      deviceCodeCallback: ({ userCode }) => void contoso.entra.control.approveDevice(userCode, ada),
    });
    const silent = app.acquireTokenSilent({ account: signedIn!.account!, scopes: ["User.Read", scope], forceRefresh: true });
    await expect(silent).rejects.toThrow(InteractionRequiredAuthError);
    await expect(silent).rejects.toThrow(/AADSTS65001/);
  }
});

test("Microsoft's managed policy exempts known mail apps", () => {
  const { entra } = createContoso();
  entra.control.consentPolicy(tenant, "microsoft-managed");
  const scope = "Mail.ReadWrite";
  const thunderbird = authorizeUrlWith({ client_id: consentPolicies["microsoft-managed"].exemptApps.at(-1)!, scope });
  expect(entra.control.signIn(thunderbird, { user: ada })).toHaveProperty("redirect");
});

test("verified-low admits low permissions of verified publishers and of apps of the tenant", () => {
  const contoso = createContoso();
  contoso.entra.control.consentPolicy(tenant, "verified-low");
  const own = (scope: string) => contoso.entra.control.signIn(authorizeUrlWith({ client_id: webAppId, scope }), { user: ada });
  expect(own("openid offline_access User.Read")).toHaveProperty("redirect");
  expect(own("Presence.Read")).toMatchObject({ page: "need-admin" });
  contoso.directory.app(publicAppId)!.verifiedPublisher = true;
  expect(pageOf(contoso, "User.Read")).toBe("signed-in");
  expect(pageOf(contoso, "Mail.Send")).toBe("need-admin");
});

test("every policy names its source, and every permission of a list is one of Graph's", () => {
  for (const { source } of Object.values(consentPolicies)) expect(source).toMatch(/learn\.microsoft\.com.*20\d\d-\d\d-\d\d/);
  const contoso = createContoso();
  contoso.entra.control.consentPolicy(tenant, "microsoft-managed");
  const excluded = delegatedPermissions().filter(({ consent }) => consent === "administrator-where-managed");
  expect(excluded.length).toBeGreaterThan(20);
  for (const { name: scope } of excluded) expect([scope, pageOf(contoso, scope)]).toEqual([scope, "need-admin"]);
});
