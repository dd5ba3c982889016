import type { PermissionLookup } from "./permission-lookup.ts";

/** The parsed `scope` parameter. */
export interface RequestedScopes {
  /** Graph permissions in Microsoft's spelling. */
  readonly graph: readonly string[];
  /** `openid`, `profile`, `email`, `offline_access`. */
  readonly oidc: readonly string[];
  /** Names that are not permissions. */
  readonly unknown: readonly string[];
  /** `.default` was requested, which stands for the permissions in the registration. */
  readonly includesRegistered: boolean;
  /** The Graph of the requested scopes, such as `https://graph.microsoft.com`, if they name one. Granted scopes then have this prefix. */
  readonly resource: string | undefined;
}

const oidcNames = new Set(["openid", "profile", "email", "offline_access"]);
const graphUri = /^(https:\/\/(?:graph\.microsoft\.com|(?:dod-)?graph\.microsoft\.us|microsoftgraph\.chinacloudapi\.cn))\/+(.+)$/i;

export function parseRequestedScopes(parameter: string | undefined, permissions: PermissionLookup): RequestedScopes {
  const graph = new Set<string>();
  const oidc = new Set<string>();
  const unknown: string[] = [];
  let includesRegistered = false;
  let resource: string | undefined;
  for (const word of (parameter ?? "").split(/\s+/).filter(Boolean)) {
    const uri = graphUri.exec(word);
    resource ??= uri?.[1]?.toLowerCase();
    const name = uri?.[2] ?? word;
    const known = permissions(name)?.name;
    if (name.toLowerCase() === ".default") includesRegistered = true;
    else if (oidcNames.has(name.toLowerCase())) oidc.add(name.toLowerCase());
    else if (known !== undefined) graph.add(known);
    else unknown.push(word);
  }
  return { graph: [...graph], oidc: [...oidc], unknown, includesRegistered: includesRegistered, resource };
}

/** Returns the Graph in the cloud of a sign-in host. */
export function graphOriginOf(loginOrigin: string): string {
  if (loginOrigin.endsWith("login.microsoftonline.us")) return "https://graph.microsoft.us";
  if (loginOrigin.endsWith(".chinacloudapi.cn") || loginOrigin.endsWith("login.partner.microsoftonline.cn"))
    return "https://microsoftgraph.chinacloudapi.cn";
  return "https://graph.microsoft.com";
}
