import { extendPermissionMap } from "@casement/core";
import { completeOperations } from "@casement/graph-permissions";

extendPermissionMap(completeOperations);
