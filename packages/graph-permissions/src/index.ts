export { completeOperations, type DelegatedPermission, delegatedPermissions } from "./complete-map.ts";
