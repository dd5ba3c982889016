import { createPermissionMap, type PermissionMap } from "@casement/core";

/**
 * The permissions that each request to Graph accepts, for a hub with these packages. Third-party plugins may use any part of Graph and need
 * Microsoft's whole map. Undefined without packages: core contains the requests of the first-party plugins.
 */
export async function loadPermissionMap(packages: readonly string[]): Promise<PermissionMap | undefined> {
  if (packages.length === 0) return undefined;
  const { completeOperations } = await import("@casement/graph-permissions");
  return createPermissionMap(completeOperations);
}
