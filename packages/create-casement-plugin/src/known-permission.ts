import { extendPermissionMap, nearest, type Permission, permission } from "@casement/core";
import { completeOperations } from "@casement/graph-permissions";

/** Lets core know all of Microsoft's map, not only what our own plugins call. */
export const useWholeMap = (): void => extendPermissionMap(completeOperations);

/** A delegated permission by its name. Throws, with the one that was probably meant. */
export function knownPermission(name: string): Permission {
  const known = permission(name);
  if (known) return known;
  const meant = nearest(name, allNames());
  throw new Error(
    `Microsoft Graph has no delegated permission "${name}". ${meant ? `Did you mean ${meant}?` : "Try Contacts.Read, Tasks.Read or Notes.Read."}`,
  );
}

function allNames(): Set<string> {
  const accesses = completeOperations().flatMap(({ work, personal }) => [work, personal].filter((access) => access !== undefined));
  return new Set(accesses.flatMap(({ least, higher }) => [...(least ? [least] : []), ...higher]));
}
