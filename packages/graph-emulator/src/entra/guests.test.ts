import { PublicClientApplication } from "@azure/msal-node";
import { expect, test } from "vitest";
import { authorizeUrlWith, callbackUri, createBrowser, createContoso, loginOrigin, publicAppId } from "../../test/entra/entra.fixture.ts";
import { createNetworkModule } from "../../test/entra/msal.fixture.ts";
import { createTestGraph, testUsers } from "../../test/test-graph.fixture.ts";

const tenant = "contoso.example";
const fay = "fay@fabrikam.example";
const urlAt = (authority: string, scope = "User.Read") => authorizeUrlWith({ client_id: publicAppId, scope }, authority);

function createTenantWithGuest() {
  const contoso = createContoso();
  const home = contoso.directory.addUser({ userPrincipalName: fay, displayName: "Fay Moss", password: "moss" });
  return { contoso, home, control: contoso.entra.control };
}

test("guest-sign-in", async () => {
  const { contoso, home, control } = createTenantWithGuest();
  const { open, click } = createBrowser(contoso.fetch);
  await open(urlAt(tenant));
  expect((await click("Sign in", { username: fay, password: "moss" })).page).toContain("AADSTS50020");
  const guest = control.inviteGuest(tenant, fay);
  expect(guest).toMatchObject({ userPrincipalName: "fay_fabrikam.example#EXT#@contoso.example", userType: "Guest", mail: fay });

  const app = new PublicClientApplication({
    auth: { clientId: publicAppId, authority: `${loginOrigin}/${tenant}` },
    system: { networkClient: createNetworkModule(contoso) },
  });
  const request = { scopes: ["User.Read"], redirectUri: callbackUri };
  const browser = createBrowser(contoso.fetch);
  await browser.open(await app.getAuthCodeUrl(request));
  expect((await browser.click("Sign in", { username: fay, password: "wrong" })).page).toContain("AADSTS50126");
  expect((await browser.click("Sign in", { username: fay, password: "moss" })).title).toBe("Permissions requested");
  const { location } = await browser.click("Accept");
  const result = await app.acquireTokenByCode({ ...request, code: location!.searchParams.get("code")! });
  expect(result.account).toMatchObject({
    homeAccountId: `${home.id}.${home.tenantId}`,
    localAccountId: guest.id,
    tenantId: guest.tenantId,
    username: fay,
  });
  expect((await app.acquireTokenSilent({ account: result.account!, scopes: ["User.Read"], forceRefresh: true })).fromCache).toBe(false);
});

test("a guest signs in to the own tenant elsewhere, and nobody is a guest twice or at home", () => {
  const { contoso, home, control } = createTenantWithGuest();
  const guest = control.inviteGuest(tenant, fay);
  expect(control.signIn(urlAt("organizations"), { user: fay })).toHaveProperty("redirect");
  expect([...contoso.directory.granted(home, publicAppId)]).toEqual(["User.Read"]);
  expect([...contoso.directory.granted(guest, publicAppId)]).toEqual([]);
  expect(control.signIn(urlAt("organizations"), { user: guest.id })).toMatchObject({ page: "error", code: 50020 });
  expect(() => control.inviteGuest(tenant, fay)).toThrow(/already exists/);
  expect(() => control.inviteGuest("fabrikam.example", fay)).toThrow(/already belongs/);
});

test("policies can exclude guests from consent and from access", () => {
  const { contoso, control } = createTenantWithGuest();
  const guest = control.inviteGuest(tenant, "pat@outlook.example");
  contoso.directory.app(publicAppId)!.verifiedPublisher = true;
  control.consentPolicy(tenant, "verified-low");
  expect(control.signIn(urlAt(tenant), { user: "ada@contoso.example" })).toHaveProperty("redirect");
  expect(control.signIn(urlAt(tenant), { user: guest.id })).toEqual({ page: "need-admin", code: 90094 });
  control.conditionalAccess(tenant, { guests: "block" });
  expect(control.signIn(urlAt(tenant), { user: guest.id })).toMatchObject({ page: "blocked", code: 53003 });
  expect(control.signIn(urlAt(tenant), { user: "ada@contoso.example" })).toHaveProperty("redirect");
});

test("guest-without-mailbox", async () => {
  const { emulator, client } = createTestGraph();
  const guest = emulator.control.entra.inviteGuest(tenant, testUsers.pat);
  const visitor = await client(guest.id, "User.Read", "Mail.Read", "Calendars.Read", "Tasks.Read");
  expect((await visitor.get("/me?$select=userType")).body.userType).toBe("Guest");
  for (const path of ["/me/messages", "/me/events", "/me/mailFolders/inbox/messages", "/me/todo/lists"])
    expect(await visitor.get(path)).toMatchObject({ status: 404, body: { error: { code: "MailboxNotEnabledForRESTAPI" } } });
  const owner = await client(testUsers.pat, "Mail.Read");
  expect((await owner.get("/me/messages")).status).toBe(200);
});
