import { graphResourceId } from "../scope-name.ts";
import { permissionId } from "./scopes-manifest.ts";

/** Azure CLI commands that add the permissions to the app registration, and the one by which an administrator approves them. */
export function scopesAz(clientId: string, scopes: Iterable<string>): string {
  const add = [...new Set(scopes)].sort().map((scope) => {
    return `az ad app permission add --id ${clientId} --api ${graphResourceId} --api-permissions ${permissionId(scope)}=Scope  # ${scope}`;
  });
  return [...add, azAdminConsent(clientId)].join("\n");
}

/** Approves for the whole tenant what the app registration lists. */
export const azAdminConsent = (clientId: string): string => `az ad app permission admin-consent --id ${clientId}`;
