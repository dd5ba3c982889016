export type Cloud = "global" | "usgov" | "usgov-dod" | "china";

/** Where an account signs in, and the Graph of its cloud. */
export interface Authority {
  /** For example `https://login.microsoftonline.com/organizations`. */
  url: string;
  /** Origin of Microsoft Graph, for example `https://graph.microsoft.com`. */
  graph: string;
  /** Last segment of `url`: `organizations`, `consumers`, or a tenant. Never `common`: personal accounts cannot refresh tokens through it. */
  tenant: string;
}

/** https://learn.microsoft.com/graph/deployments */
const clouds: Readonly<Record<Cloud, { login: string; graph: string }>> = {
  global: { login: "https://login.microsoftonline.com", graph: "https://graph.microsoft.com" },
  usgov: { login: "https://login.microsoftonline.us", graph: "https://graph.microsoft.us" },
  "usgov-dod": { login: "https://login.microsoftonline.us", graph: "https://dod-graph.microsoft.us" },
  china: { login: "https://login.partner.microsoftonline.cn", graph: "https://microsoftgraph.chinacloudapi.cn" },
};

/** `accountType` is `work`, `personal`, or a tenant's id or domain. */
export function authorityOf(accountType: string, cloud: Cloud = "global"): Authority {
  const { login, graph } = clouds[cloud];
  const tenant = accountType === "work" ? "organizations" : accountType === "personal" ? "consumers" : accountType;
  return { url: `${login}/${encodeURIComponent(tenant)}`, graph, tenant };
}

/** Origin of the login service. A saved sign-in is valid for one origin only. */
export function loginOriginOf(authority: Authority): string {
  return new URL(authority.url).origin;
}

const graphPrefix = new RegExp(
  `^(?:${[...Object.values(clouds).map(({ graph }) => graph.replaceAll(".", "\\.")), "00000003-0000-0000-c000-000000000000"].join("|")})/`,
  "i",
);
const openIdScopes = new Set(["openid", "profile", "email", "offline_access"]);

/** Requests everything consented to so far: https://learn.microsoft.com/entra/identity-platform/scopes-oidc#the-default-scope */
export const defaultScope = ".default";

/**
 * Scopes as a request spells them: outside the global cloud and for personal accounts, with Graph's origin. A personal account's renewal that
 * names them without it can return a token that Graph refuses: https://github.com/jordanburke/microsoft-todo-mcp-server/pull/13. MSAL adds the
 * OpenID scopes itself.
 */
export function toRequestedScopes(scopes: readonly string[], { graph, tenant }: Authority): string[] {
  const needsOrigin = (scope: string) => graph !== clouds.global.graph || tenant === "consumers" || scope === defaultScope;
  return scopes.filter((scope) => !openIdScopes.has(scope)).map((scope) => (needsOrigin(scope) ? `${graph}/${scope}` : scope));
}

/** Permission names from a token response, spelled as requested. `refreshable` adds `offline_access`, which responses omit. */
export function grantedScopesOf(scopes: readonly string[], requested: readonly string[], refreshable: boolean): string[] {
  const spelling = new Map(requested.map((scope) => [scope.toLowerCase(), scope]));
  const names = scopes.map((scope) => scope.replace(graphPrefix, "")).filter((name) => !openIdScopes.has(name.toLowerCase()));
  const granted = new Set(names.map((name) => spelling.get(name.toLowerCase()) ?? name));
  if (refreshable) granted.add("offline_access");
  return [...granted].sort();
}
