import { expect, test } from "vitest";
import { authorizeUrlWith, callbackUri, createBrowser, createContoso, loginOrigin, webAppId } from "../../test/entra/entra.fixture.ts";

const url = (more: Record<string, string> = {}, tenant = "contoso.example") =>
  `${loginOrigin}/${tenant}/v2.0/adminconsent?${new URLSearchParams({ client_id: webAppId, redirect_uri: callbackUri, state: "s", ...more })}`;
const queryOf = (location: URL | undefined) => Object.fromEntries(location?.searchParams ?? []);

test("an administrator consents for all users to the registered permissions", async () => {
  const { fetch, directory, entra, ada } = createContoso();
  const { open, click } = createBrowser(fetch);
  await open(url());
  const page = await click("Sign in", { username: "grace@contoso.example", password: "hopper" });
  expect(page.title).toBe("Permissions requested for your organization");
  const { location } = await click("Accept");
  expect(queryOf(location)).toMatchObject({ admin_consent: "True", tenant: ada.tenantId, state: "s" });
  expect([...directory.granted(ada, webAppId)]).toEqual(["User.Read", "Group.Read.All"]);
  expect(entra.control.signIn(authorizeUrlWith({ scope: "Group.Read.All" }), { user: ada.id })).toHaveProperty("redirect");
});

test("admin-consent-canceled", async () => {
  const { fetch, directory } = createContoso();
  const { open, click } = createBrowser(fetch);
  await open(url());
  await click("Sign in", { username: "grace@contoso.example", password: "hopper" });
  expect(queryOf((await click("Cancel")).location)).toMatchObject({
    admin_consent: "True",
    error: "consent_required",
    error_description: expect.stringMatching(/^AADSTS65004/),
    state: "s",
  });
  expect(directory.grants()).toEqual([]);
});

test("an administrator consents to named permissions", async () => {
  const { fetch, directory, ada } = createContoso();
  const { open, click } = createBrowser(fetch);
  await open(url({ scope: "https://graph.microsoft.com/Chat.Read" }, "organizations"));
  await click("Sign in", { username: "grace@contoso.example", password: "hopper" });
  expect(queryOf((await click("Accept")).location)).toMatchObject({ scope: "https://graph.microsoft.com/Chat.Read" });
  expect([...directory.granted(ada, webAppId)]).toEqual(["Chat.Read"]);
});

test("a user who is not an administrator cannot consent", async () => {
  const { fetch, directory } = createContoso();
  const { open, click } = createBrowser(fetch);
  await open(url());
  expect((await click("Ada Byron")).title).toBe("Need admin approval");
  const { location } = await click("Return to the application", { decision: "accept" });
  expect(queryOf(location).error_description).toMatch(/^AADSTS90094/);
  expect(directory.grants()).toEqual([]);
});

test("errors without a verified redirect address are shown on the page", async () => {
  const { page, location } = await createBrowser(createContoso().fetch).open(url({ redirect_uri: "https://evil.example/" }));
  expect(location).toBeUndefined();
  expect(page).toContain("AADSTS50011");
});

test("an administrator of another tenant is refused", async () => {
  const { fetch, directory } = createContoso();
  directory.addUser({ userPrincipalName: "fay@fabrikam.example", isAdmin: true });
  const { open, click } = createBrowser(fetch);
  await open(url());
  expect((await click("Sign in", { username: "fay@fabrikam.example" })).page).toContain("AADSTS50020");
  expect(directory.grants()).toEqual([]);
});
