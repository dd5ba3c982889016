import { findPermission } from "./permission-tables.ts";

/** The application id of Microsoft Graph. It is the same in every cloud. */
export const graphResourceId = "00000003-0000-0000-c000-000000000000";

const resourcePrefix = new RegExp(
  `^(?:https://(?:graph\\.microsoft\\.com|graph\\.microsoft\\.us|dod-graph\\.microsoft\\.us|microsoftgraph\\.chinacloudapi\\.cn)/|(?:api://)?${graphResourceId}/)`,
  "i",
);

/**
 * The permission's name as Microsoft's list spells it. Token responses can use another case, or a prefix with the resource
 * (`https://graph.microsoft.com/Mail.Read`). Returns a name that is not in the list without its prefix.
 */
export function scopeName(spelling: string): string {
  const bare = spelling.trim().replace(resourcePrefix, "");
  return findPermission(bare)?.name ?? bare;
}

/**
 * Scopes as a token request spells them. With `graphOrigin` (`https://graph.microsoft.us`) they have the resource as a prefix, which national
 * clouds require. OpenID Connect scopes have no prefix.
 */
export function tokenScopes(scopes: Iterable<string>, graphOrigin?: string): string[] {
  const prefix = graphOrigin === undefined ? "" : `${graphOrigin}/`;
  return [...scopes].map((scope) => (findPermission(scope)?.kind === "oidc" ? scope : `${prefix}${scope}`));
}
