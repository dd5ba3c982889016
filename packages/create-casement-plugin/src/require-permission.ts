import { createPermissionMap, findPermission, type GraphPermission, nearestName } from "@casement/core";
import { completeOperations } from "@casement/graph-permissions";

/** Microsoft's whole permission map, not only the requests of the first-party plugins. */
export const completePermissionMap = createPermissionMap(completeOperations);

/** The delegated permission with this name. Throws an Error with a suggestion if there is none. */
export function requirePermission(name: string): GraphPermission {
  const permission = findPermission(name);
  if (permission) return permission;
  const suggestion = nearestName(name, allPermissionNames());
  throw new Error(
    `Microsoft Graph has no delegated permission "${name}". ${suggestion ? `Did you mean ${suggestion}?` : "Try Contacts.Read, Tasks.Read, or Notes.Read."}`,
  );
}

function allPermissionNames(): Set<string> {
  const accesses = completeOperations().flatMap(({ work, personal }) => [work, personal].filter((access) => access !== undefined));
  return new Set(accesses.flatMap(({ least, higher }) => [...(least ? [least] : []), ...higher]));
}
