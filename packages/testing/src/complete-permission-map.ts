import { createPermissionMap } from "@casement/core";
import { completeOperations } from "@casement/graph-permissions";

/** Microsoft's complete permission map, because a plugin under test can use any part of Graph. */
export const completePermissionMap = createPermissionMap(completeOperations);
