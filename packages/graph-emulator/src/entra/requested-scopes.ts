import type { PermissionLookup } from "./permission-lookup.ts";

/** The `scope` parameter, understood. */
export interface RequestedScopes {
  /** Graph permissions in Microsoft's spelling. */
  readonly graph: readonly string[];
  /** `openid`, `profile`, `email`, `offline_access`. */
  readonly oidc: readonly string[];
  /** Names that no permission has. */
  readonly unknown: readonly string[];
  /** `.default` was asked for: what the registration lists. */
  readonly includesRegistered: boolean;
  /** The Graph that the token is for, if scopes named it: `https://graph.microsoft.com`. They are then answered with that prefix. */
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

/** The Graph that belongs to the cloud of a login host. */
export function graphOriginOf(loginOrigin: string): string {
  if (loginOrigin.endsWith("login.microsoftonline.us")) return "https://graph.microsoft.us";
  if (loginOrigin.endsWith(".chinacloudapi.cn") || loginOrigin.endsWith("login.partner.microsoftonline.cn"))
    return "https://microsoftgraph.chinacloudapi.cn";
  return "https://graph.microsoft.com";
}
