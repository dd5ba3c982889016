import { createEmulator } from "@casement/graph-emulator";
import { addHousehold, householdTenant, householdUsers } from "@casement/graph-emulator/household";
import { expect, it } from "vitest";

it("needs an administrator for calendars where Microsoft manages consent", () => {
  const { control } = createEmulator({ populate: addHousehold });
  const { entra } = control;
  entra.consentPolicy(householdTenant.domain, "microsoft-managed");
  entra.adminConsentRequests(householdTenant.domain, true);
  const parameters = {
    client_id: "22222222-2222-4222-8222-222222222222",
    response_type: "code",
    redirect_uri: "http://localhost/callback",
    scope: "Calendars.Read",
  };
  const url = `https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?${new URLSearchParams(parameters)}`;
  const user = householdUsers.main;

  expect(entra.signIn(url, { user })).toEqual({ page: "approval-required", code: 90095 });
  entra.signIn(url, { user, decision: "request-approval", justification: "My calendar at home" });
  const [request] = entra.adminConsentRequests(householdTenant.domain);
  entra.decideAdminConsentRequest(request!.id, "approve", householdUsers.admin);
  expect(entra.signIn(url, { user })).toHaveProperty("redirect");
});
