import { createPermissionMap } from "@casement/core";
import { completeOperations } from "@casement/graph-permissions";

/** Microsoft's whole permission map: a plugin under test may call any part of Graph. */
export const completePermissionMap = createPermissionMap(completeOperations);
