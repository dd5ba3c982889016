import { createPermissionMap } from "@casement/core";
import { completeOperations } from "@casement/graph-permissions";

export const permissionMap = createPermissionMap(completeOperations);
