import { tokenScopes } from "../scope-name.ts";
import { azAdminConsent } from "./scopes-az.ts";

export interface AdminConsentOptions {
  readonly clientId: string;
  /** "work", "personal", or a tenant's id or domain. */
  readonly accountType: string;
  readonly scopes: Iterable<string>;
  /** Registered for the app; Microsoft sends the administrator back there. */
  readonly redirectUri?: string | undefined;
  readonly state?: string | undefined;
  /** Default: the global cloud. */
  readonly loginOrigin?: string;
  readonly graphOrigin?: string;
}

/**
 * The page where an administrator approves the permissions for everybody, or a sentence that says what to do instead.
 * Source: learn.microsoft.com/entra/identity-platform/v2-admin-consent.
 */
export function adminConsentUrl(options: AdminConsentOptions): string {
  const { clientId, accountType, redirectUri, state } = options;
  if (accountType === "personal") return "A personal account has no administrator: the person who signs in approves the permissions.";
  if (redirectUri === undefined) {
    const how = "Add the permissions to the app registration (--format manifest or az); an administrator then runs:";
    return `An admin-consent address needs a redirect URI, and none is configured. ${how}\n${azAdminConsent(clientId)}`;
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
