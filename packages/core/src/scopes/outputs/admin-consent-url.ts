import { tokenScopes } from "../scope-name.ts";
import { azAdminConsent } from "./scopes-az.ts";

export interface AdminConsentOptions {
  readonly clientId: string;
  /** "work", "personal", or a tenant's id or domain. */
  readonly accountType: string;
  readonly scopes: Iterable<string>;
  /** A redirect URI of the app registration, to which Microsoft returns the administrator. */
  readonly redirectUri?: string | undefined;
  readonly state?: string | undefined;
  /** Default: the global cloud. */
  readonly loginOrigin?: string;
  readonly graphOrigin?: string;
}

/**
 * The address of the page where an administrator approves the permissions for everybody, or a text that says what to do instead.
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-admin-consent.
 */
export function adminConsentUrl(options: AdminConsentOptions): string {
  const { clientId, accountType, redirectUri, state } = options;
  if (accountType === "personal") return "A personal account has no administrator. The user who signs in approves the permissions.";
  if (redirectUri === undefined) {
    const instead = "Add the permissions to the app registration (--format manifest or az). Then an administrator runs:";
    return `An admin-consent address needs a redirect URI, but none is configured. ${instead}\n${azAdminConsent(clientId)}`;
  }
  const tenant = accountType === "work" ? "organizations" : encodeURIComponent(accountType);
  const query: [string, string][] = [
    ["client_id", clientId],
    ["scope", tokenScopes([...options.scopes].sort(), options.graphOrigin ?? "https://graph.microsoft.com").join(" ")],
    ["redirect_uri", redirectUri],
    ...(state === undefined ? [] : [["state", state] as [string, string]]),
  ];
  const text = query.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
  return `${options.loginOrigin ?? "https://login.microsoftonline.com"}/${tenant}/v2.0/adminconsent?${text}`;
}
