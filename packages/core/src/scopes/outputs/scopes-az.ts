import { graphResourceId } from "../scope-name.ts";
import { permissionId } from "./scopes-manifest.ts";

/** An Azure CLI command that adds the permissions to the app registration, and the command with which an administrator approves them. */
export function scopesAz(clientId: string, scopes: Iterable<string>): string {
  const sorted = [...new Set(scopes)].sort();
  const permissions = sorted.map((scope) => `${permissionId(scope)}=Scope`).join(" ");
  return [
    `# ${sorted.join(", ")}`,
    `az ad app permission add --id ${clientId} --api ${graphResourceId} --api-permissions ${permissions}`,
    azAdminConsent(clientId),
  ].join("\n");
}

/** The command that approves all permissions of the app registration for the whole tenant. */
export const azAdminConsent = (clientId: string): string => `az ad app permission admin-consent --id ${clientId}`;
