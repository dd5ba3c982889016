import { CasementError } from "@casement/core";
import {
  type AdminConsentRequest,
  adminConsentRequestsOf,
  type ConsentRequestDecision,
  decideAdminConsentRequest,
} from "./admin-consent-requests.ts";
import { type ConsentRegime, consentPolicies } from "./consent-policies.ts";
import type { EntraContext } from "./entra-context.ts";

/** Changes how tenants consent to apps. `tenant` is an id or domain; users are given by id or name. */
export interface ConsentControl {
  /**
   * Sets to which permissions users of the tenant may consent themselves: `legacy`, all that need no administrator (the default);
   * `microsoft-managed`, those except the ones on Microsoft's dated list; `verified-low`, basic sign-in permissions of trusted apps;
   * `none`. Grants that exist remain.
   */
  consentPolicy(tenant: string, regime: ConsentRegime): void;
  /** Lets users of the tenant request an administrator's consent, if `on` is given, and returns all requests, oldest first. */
  adminConsentRequests(tenant: string, on?: boolean): AdminConsentRequest[];
  /** Decides as `admin`. `deny` and `block` need a `reply`, which the users receive. A blocked app is disabled in the tenant. */
  decideAdminConsentRequest(id: string, decision: ConsentRequestDecision, admin: string, reply?: string): void;
}

export function createConsentControl(context: EntraContext): ConsentControl {
  const { directory } = context;
  const tenantOf = (name: string) => {
    const tenant = directory.tenant(name);
    if (!tenant) throw new CasementError("not-found", `The emulator has no tenant ${name}.`);
    return tenant;
  };
  return {
    consentPolicy(tenant, regime) {
      if (!Object.hasOwn(consentPolicies, regime))
        throw new CasementError("input-invalid", `There is no consent policy ${regime}. Use ${Object.keys(consentPolicies).join(", ")}.`);
      tenantOf(tenant).consentPolicy = regime;
    },
    adminConsentRequests(name, on) {
      const tenant = tenantOf(name);
      if (on !== undefined) tenant.takesAdminConsentRequests = on;
      return adminConsentRequestsOf(context, tenant.id).map((request) => ({ ...request }));
    },
    decideAdminConsentRequest(id, decision, admin, reply) {
      const request = context.adminConsentRequests.get(id);
      const by = directory.user(admin);
      if (!request) throw new CasementError("not-found", "The emulator has no admin consent request with that id.");
      if (!by?.isAdmin || by.tenantId !== request.tenantId)
        throw new CasementError("input-invalid", "Only an administrator of the tenant can decide. Give the name of one.");
      decideAdminConsentRequest(context, request, { by, decision, reply });
    },
  };
}
