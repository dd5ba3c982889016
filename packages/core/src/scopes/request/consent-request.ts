import type { ScopeReport } from "../scope-report.ts";

/** A request to an administrator to approve the permissions of one account. */
export interface ConsentRequest {
  readonly report: ScopeReport;
  /** Undefined: the application is not registered, and the administrator registers it. */
  readonly clientId: string | undefined;
  /** To register. Needed without `clientId`. */
  readonly redirectUris?: readonly string[] | undefined;
  /** `work`, or a tenant's id or domain. */
  readonly accountType: string;
  /** User principal name. Undefined before the first sign-in. */
  readonly user: string | undefined;
  /** Where an administrator approves for everybody. Undefined without a redirect URI that an administrator's browser can reach. */
  readonly adminConsentUrl: string | undefined;
  /** Origin of Microsoft Graph in the account's cloud. */
  readonly graphOrigin: string;
  readonly date: Date;
}

const openIdScopes = ["openid", "profile"];

/** What a grant names: with the scopes of the sign-in itself, which a tenant without user consent does not let users approve either. */
export const grantedScopesOf = (scopes: readonly string[]): string =>
  [...openIdScopes, "offline_access", ...scopes.filter((scope) => scope !== "offline_access")].join(" ");
