import { describe, expect, test } from "vitest";
import { authorizeUrlWith, createBrowser, createContoso, loginOrigin, publicAppId } from "../../test/entra/entra.fixture.ts";

const tenant = "contoso.example";
const ada = "ada@contoso.example";
const grace = "grace@contoso.example";
const url = authorizeUrlWith({ client_id: publicAppId, scope: "offline_access Calendars.Read" });
const reviewUrl = `${loginOrigin}/${tenant}/admin-consent-requests`;
const queryOf = (location: URL | undefined) => Object.fromEntries(location?.searchParams ?? []);

function createManagedTenant() {
  const contoso = createContoso();
  contoso.entra.control.consentPolicy(tenant, "microsoft-managed");
  contoso.entra.control.adminConsentRequests(tenant, true);
  return { ...contoso, control: contoso.entra.control };
}

/** Ada asks in a browser. */
async function requestInBrowser({ fetch }: ReturnType<typeof createManagedTenant>) {
  const browser = createBrowser(fetch);
  await browser.open(url);
  const page = await browser.click("Ada Byron");
  expect([page.status, page.title]).toEqual([403, "Approval required"]);
  expect(page.page).toContain("AADSTS90095");
  expect(page.page).toContain("Enter justification for requesting this app");
  expect((await browser.click("Request approval", { justification: "My calendar at home" })).title).toBe("Request sent");
  return browser;
}

describe("a user where requests are on", () => {
  test("admin-consent-request", async () => {
    const contoso = createManagedTenant();
    const user = await requestInBrowser(contoso);
    expect(queryOf((await user.click("Return to the application")).location)).toMatchObject({
      error: "access_denied",
      error_description: expect.stringMatching(/^AADSTS90095/),
    });
    expect(contoso.directory.grants()).toEqual([]);

    const admin = createBrowser(contoso.fetch);
    await admin.open(reviewUrl);
    const list = await admin.click("Sign in", { username: grace, password: "hopper" });
    expect(list.title).toBe("Admin consent requests");
    for (const text of ["Calendars.Read", "ada@contoso.example: My calendar at home", "pending"]) expect(list.page).toContain(text);
    expect((await admin.click("Approve")).page).toContain(`approved by ${grace}`);
    expect(queryOf((await user.open(url)).location)).toHaveProperty("code");
    expect(contoso.directory.grants()[0]?.principal).toBe(contoso.ada.tenantId);
  });

  test("admin-consent-request-decision", async () => {
    const contoso = createManagedTenant();
    const user = await requestInBrowser(contoso);
    const admin = createBrowser(contoso.fetch);
    await admin.open(reviewUrl);
    await admin.click("Sign in", { username: grace, password: "hopper" });
    expect((await admin.click("Deny")).page).toContain("Enter a justification");
    expect((await admin.click("Deny", { reply: "Use <Outlook>" })).page).toContain("denied by");
    expect((await user.open(url)).title).toBe("Approval required");
    expect((await user.click("Request approval", { justification: "Please" })).title).toBe("Request sent");
    expect(contoso.control.adminConsentRequests(tenant).map(({ status }) => status)).toEqual(["denied", "pending"]);
  });

  test("at the device page sends a request, and the device hears nothing", async () => {
    const contoso = createManagedTenant();
    const body = new URLSearchParams({ client_id: publicAppId, scope: "Calendars.Read" });
    const start = await contoso.fetch(new Request(`${loginOrigin}/organizations/oauth2/v2.0/devicecode`, { method: "POST", body }));
    const { user_code, device_code } = (await start.json()) as Record<string, string>;
    const { open, click } = createBrowser(contoso.fetch);
    await open(`${loginOrigin}/common/oauth2/deviceauth?otc=${user_code}`);
    await click("Ada Byron");
    expect((await click("Continue")).title).toBe("Approval required");
    expect((await click("Request approval", { justification: "x" })).title).toBe("Request sent");
    const poll = () =>
      contoso.token({ grant_type: "urn:ietf:params:oauth:grant-type:device_code", client_id: publicAppId, device_code: device_code! });
    expect((await poll()).body.error).toBe("authorization_pending");
    const [request] = contoso.control.adminConsentRequests(tenant);
    contoso.control.decideAdminConsentRequest(request!.id, "approve", grace);
    expect((await poll()).body.error).toBe("authorization_pending");
    expect(contoso.control.approveDevice(user_code!, ada)).toEqual({ approved: true });
    expect((await poll()).status).toBe(200);
  });
});

test("the control interface asks and decides without a browser", () => {
  const { control, directory, ada: user } = createManagedTenant();
  expect(control.signIn(url, { user: ada })).toEqual({ page: "approval-required", code: 90095 });
  expect(control.signIn(url, { user: ada, decision: "request-approval", justification: "Why not" })).toEqual({
    page: "approval-requested",
  });
  directory.addUser({ userPrincipalName: "ben@contoso.example" });
  control.signIn(url, { user: "ben@contoso.example", decision: "request-approval", justification: "Me too" });
  const [request, ...more] = control.adminConsentRequests(tenant);
  expect(more).toEqual([]);
  expect(request).toMatchObject({ clientId: publicAppId, scopes: ["Calendars.Read", "offline_access"], status: "pending" });
  expect(request!.requestedBy.map(({ user: name, justification }) => `${name} ${justification}`)).toEqual([
    `${ada} Why not`,
    "ben@contoso.example Me too",
  ]);
  expect(() => control.decideAdminConsentRequest(request!.id, "approve", ada)).toThrow(/Only an administrator/);
  expect(() => control.decideAdminConsentRequest("nothing", "approve", grace)).toThrow(/no admin consent request/);
  control.decideAdminConsentRequest(request!.id, "approve", grace);
  expect(() => control.decideAdminConsentRequest(request!.id, "deny", grace, "No")).toThrow(/already approved/);
  expect([...directory.granted(user, publicAppId)]).toEqual(["Calendars.Read", "offline_access"]);
});

test("admin-consent-request-blocked", async () => {
  const contoso = createManagedTenant();
  const user = await requestInBrowser(contoso);
  const admin = createBrowser(contoso.fetch);
  await admin.open(reviewUrl);
  await admin.click("Sign in", { username: grace, password: "hopper" });
  expect((await admin.click("Block")).page).toContain("Enter a justification");
  expect((await admin.click("Block", { reply: "Never" })).page).toContain("blocked by");
  expect(queryOf((await user.open(url)).location)).toMatchObject({
    error: "unauthorized_client",
    error_description: expect.stringMatching(/^AADSTS7000112/),
  });
});

test("a request expires after 30 days", async () => {
  const { control, clock } = createManagedTenant();
  control.signIn(url, { user: ada, decision: "request-approval", justification: "x" });
  await clock.advance(30 * 24 * 3600_000);
  const [request] = control.adminConsentRequests(tenant);
  expect(request!.status).toBe("expired");
  expect(() => control.decideAdminConsentRequest(request!.id, "approve", grace)).toThrow(/already expired/);
});

test("only administrators see the requests of their tenant", async () => {
  const contoso = createManagedTenant();
  await requestInBrowser(contoso);
  const { open, click } = createBrowser(contoso.fetch);
  await open(reviewUrl);
  expect(await click("Ada Byron")).toMatchObject({ status: 403, title: "No access" });
  contoso.directory.addUser({ userPrincipalName: "fay@fabrikam.example", isAdmin: true });
  const other = createBrowser(contoso.fetch);
  await other.open(`${loginOrigin}/fabrikam.example/admin-consent-requests`);
  expect((await other.click("fay")).page).toContain("There are no requests.");
});

test("without the workflow, and for the tenant of personal accounts, there is no form", async () => {
  const contoso = createManagedTenant();
  contoso.control.adminConsentRequests(tenant, false);
  expect(contoso.control.signIn(url, { user: ada, decision: "request-approval" })).toEqual({ page: "need-admin", code: 90094 });
});
