import { createPermissionMap, type PermissionMap } from "@casement/core";

/**
 * Which permission each call needs, for a hub with these packages. A plugin of others may call any part of Graph, so it gets Microsoft's
 * whole map. Undefined without packages: the first-party plugins' calls are built in.
 */
export async function permissionMapFor(packages: readonly string[]): Promise<PermissionMap | undefined> {
  if (packages.length === 0) return undefined;
  const { completeOperations } = await import("@casement/graph-permissions");
  return createPermissionMap(completeOperations);
}
