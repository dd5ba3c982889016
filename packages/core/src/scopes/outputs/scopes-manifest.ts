import { CasementError } from "../../errors/casement-error.ts";
import { findPermission } from "../permission-tables.ts";
import { graphResourceId } from "../scope-name.ts";

/** An entry of `requiredResourceAccess` in an app registration's manifest. */
export interface RequiredResourceAccess {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly { readonly id: string; readonly type: "Scope" }[];
}

/** JSON text for an app registration. It replaces the manifest's property `requiredResourceAccess`. */
export function scopesManifest(scopes: Iterable<string>): string {
  const resourceAccess = [...new Set(scopes)].sort().map((scope) => ({ id: permissionId(scope), type: "Scope" }) as const);
  const block: RequiredResourceAccess[] = [{ resourceAppId: graphResourceId, resourceAccess }];
  return JSON.stringify({ requiredResourceAccess: block }, undefined, 2);
}

/** Microsoft's GUID of a delegated permission. */
export function permissionId(scope: string): string {
  const id = findPermission(scope)?.id;
  if (id !== undefined) return id;
  throw new CasementError(
    "plugin-invalid",
    `Microsoft's list has no ID for the permission ${scope}. Add it by name in the Microsoft Entra admin center.`,
  );
}
