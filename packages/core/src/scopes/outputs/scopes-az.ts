import { graphResourceId } from "../scope-name.ts";
import { permissionId } from "./scopes-manifest.ts";

/** Azure CLI commands that add the permissions to the app registration, and the command with which an administrator approves them. */
export function scopesAz(clientId: string, scopes: Iterable<string>): string {
  const add = [...new Set(scopes)].sort().map((scope) => {
    return `az ad app permission add --id ${clientId} --api ${graphResourceId} --api-permissions ${permissionId(scope)}=Scope  # ${scope}`;
  });
  return [...add, azAdminConsent(clientId)].join("\n");
}

/** The command that approves all permissions of the app registration for the whole tenant. */
export const azAdminConsent = (clientId: string): string => `az ad app permission admin-consent --id ${clientId}`;
