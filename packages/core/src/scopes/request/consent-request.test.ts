import { describe, expect, it } from "vitest";
import { createScopeReport } from "../create-scope-report.ts";
import type { RegistryInput, ScopedPlugin } from "../registry-input.ts";
import { buildConsentRequest } from "./build-consent-request.ts";
import type { ConsentRequest } from "./consent-request.ts";
import { renderRequest } from "./render-request.ts";

const clientId = "11111111-1111-4111-8111-111111111111";
const calendar: ScopedPlugin = {
  id: "calendar",
  title: "Calendars <b> | more",
  scopes: {
    "Calendars.Read": { tier: "read", why: "Show your calendars" },
    "Calendars.ReadWrite": { tier: "update", why: "Create events" },
  },
};
const requestOf = (more: Partial<ConsentRequest> = {}, account: Partial<RegistryInput["account"]> = {}): ConsentRequest => ({
  report: createScopeReport({
    account: { name: "work", type: "work", enableUpdate: true, ...account },
    plugins: [{ plugin: calendar, config: {} }],
    granted: undefined,
  }),
  clientId,
  accountType: "work",
  user: "ada@contoso.example",
  adminConsentUrl: undefined,
  graphOrigin: "https://graph.microsoft.com",
  date: new Date("2026-11-28T23:30:00Z"),
  ...more,
});
const render = (format: "text" | "markdown" | "html", request = requestOf()) => renderRequest(buildConsentRequest(request), format);
const everything = "openid profile offline_access Calendars.Read Calendars.ReadWrite User.Read";

describe.each(["text", "markdown", "html"] as const)("the request as %s", (format) => {
  const text = render(format).replaceAll("&#39;", "'").replaceAll("&quot;", '"');

  it("says who asks, for which application, for what and why", () => {
    for (const part of ["ada@contoso.example", clientId, "2026-11-28", "Calendars.Read", "Show your calendars", "Read user calendars"])
      expect(text).toContain(part);
    expect(text.indexOf("Show your calendars")).toBeLessThan(text.indexOf("Create events"));
  });

  it("has commands for one user, a group and everybody, and to revoke", () => {
    for (const part of ["az rest --method POST", "New-MgOauth2PermissionGrant", '"consentType": "Principal"', "AllPrincipals"])
      expect(text).toContain(part);
    expect(text).toContain(`scopes='${everything}'`);
    expect(text).toContain("# Only to read: scopes='openid profile offline_access Calendars.Read User.Read'");
    for (const part of ["appRoleAssignmentRequired", "--method DELETE", "To narrow a grant", "SECURITY.md"]) expect(text).toContain(part);
  });
});

describe("the request", () => {
  it("is the same after a sign-in with a smaller set: what waits is requested", () => {
    const waiting = requestOf({}, { requestedSet: "self" });
    expect(render("markdown", waiting)).toBe(render("markdown"));
  });

  it("says that nothing is changed where updates are off", () => {
    const text = render("text", requestOf({}, { enableUpdate: false }));
    expect(text).toContain("No permission to change anything is requested.");
    expect(text).not.toMatch(/Calendars.ReadWrite|Only to read/);
  });

  it("has the page for administrators, if there is one", () => {
    const adminConsentUrl = "https://login.microsoftonline.com/organizations/v2.0/adminconsent?client_id=1&scope=a%20b";
    expect(render("markdown", requestOf({ adminConsentUrl }))).toContain(adminConsentUrl);
    expect(render("html", requestOf({ adminConsentUrl }))).toContain(`href="${adminConsentUrl.replace("&", "&amp;")}"`);
  });

  it("names a user who has not signed in by a placeholder, and the tenant if it is known", () => {
    const text = render("text", requestOf({ user: undefined, accountType: "contoso.example" }));
    expect(text).toContain("USER@YOUR-DOMAIN");
    expect(text).toMatch(/Tenant:\s+contoso\.example/);
  });

  it("cannot be made to contain a command or markup by a name", () => {
    const odd = requestOf({ user: "o'neil; rm -rf $(x)@contoso.example" });
    expect(render("text", odd)).toContain("user='o'\\''neil; rm -rf $(x)@contoso.example'");
    expect(render("text", odd)).toContain("-UserId 'o''neil; rm -rf $(x)@contoso.example'");
    expect(render("html")).toContain("Calendars &lt;b&gt; | more");
    expect(render("markdown")).toContain("Calendars <b> \\| more");
  });

  it("has the commands to register and approve for one person where nothing is registered, and a placeholder in the others", () => {
    const text = render("text", requestOf({ clientId: undefined, redirectUris: ["http://localhost/auth/callback"] }));
    expect(text).toContain("az ad app create --display-name Casement");
    expect(text).toContain("user='ada@contoso.example'");
    expect(text).toContain("TO APPROVE FOR MORE PEOPLE");
    expect(text).toContain("app='APPLICATION-ID'");
    expect(text).not.toMatch(/undefined|New-MgOauth2PermissionGrant/);
  });

  it("asks the Graph of the account's cloud", () => {
    expect(render("text", requestOf({ graphOrigin: "https://graph.microsoft.us" }))).not.toContain("graph.microsoft.com/v1.0");
  });
});
