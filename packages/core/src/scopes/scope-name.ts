import { findPermission } from "./permission-tables.ts";

/** Microsoft Graph as a resource: its application id, the same in every cloud. */
export const graphResourceId = "00000003-0000-0000-c000-000000000000";

const resourcePrefix = new RegExp(
  `^(?:https://(?:graph\\.microsoft\\.com|graph\\.microsoft\\.us|dod-graph\\.microsoft\\.us|microsoftgraph\\.chinacloudapi\\.cn)/|(?:api://)?${graphResourceId}/)`,
  "i",
);

/**
 * The permission's name as Microsoft's list spells it. Token answers may have another casing or name the resource in front
 * (`https://graph.microsoft.com/Mail.Read`). A name that the list does not know is returned as it is.
 */
export function scopeName(spelling: string): string {
  const bare = spelling.trim().replace(resourcePrefix, "");
  return findPermission(bare)?.name ?? bare;
}

/**
 * Scopes as a token request spells them. With `graphOrigin` (`https://graph.microsoft.us`) the resource stands in front: clouds other than
 * the global one need that. OpenID Connect scopes never have it.
 */
export function tokenScopes(scopes: Iterable<string>, graphOrigin?: string): string[] {
  const prefix = graphOrigin === undefined ? "" : `${graphOrigin}/`;
  return [...scopes].map((scope) => (findPermission(scope)?.kind === "oidc" ? scope : `${prefix}${scope}`));
}
