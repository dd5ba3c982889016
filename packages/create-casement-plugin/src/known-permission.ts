import { createPermissionMap, findPermission, type GraphPermission, nearestName } from "@casement/core";
import { completeOperations } from "@casement/graph-permissions";

/** All of Microsoft's permission map, not only what the first-party plugins call. */
export const completePermissionMap = createPermissionMap(completeOperations);

/** A delegated permission by its name. Throws, with the one that was probably meant. */
export function knownPermission(name: string): GraphPermission {
  const known = findPermission(name);
  if (known) return known;
  const meant = nearestName(name, allNames());
  throw new Error(
    `Microsoft Graph has no delegated permission "${name}". ${meant ? `Did you mean ${meant}?` : "Try Contacts.Read, Tasks.Read or Notes.Read."}`,
  );
}

function allNames(): Set<string> {
  const accesses = completeOperations().flatMap(({ work, personal }) => [work, personal].filter((access) => access !== undefined));
  return new Set(accesses.flatMap(({ least, higher }) => [...(least ? [least] : []), ...higher]));
}
