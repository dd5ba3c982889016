import { extendPermissionMap, leastPermissions, permission } from "@casement/core";
import { completeOperations } from "@casement/graph-permissions";

/** A collection below `/me` and the least permission to read it, by Microsoft's map. */
export interface FittingCall {
  readonly scope: string;
  readonly path: string;
  /** Only an administrator may consent, in a work tenant. */
  readonly adminConsent: boolean;
}

/** The call to begin with: of a path its least permission, of a permission its simplest collection. Throws what is wrong and what to do. */
export function fittingCall({ scope, path }: { scope?: string | undefined; path?: string | undefined }): FittingCall {
  extendPermissionMap(completeOperations);
  if (path !== undefined) {
    const least = leastPermissions("GET", path, "work")?.least;
    if (least === undefined) throw new Error(`Microsoft's map has no call GET ${path}. Look the path up in Graph explorer.`);
    if (scope !== undefined && scope.toLowerCase() !== least.toLowerCase())
      throw new Error(
        `GET ${path} needs ${least} and no more, so a plugin that asks for ${scope} would ask for too much. Use --scope ${least}.`,
      );
    return callOf(least, path);
  }
  const known = permission(scope ?? "");
  if (!known) throw new Error(`Microsoft Graph has no delegated permission "${scope}". Try Contacts.Read, Tasks.Read or Notes.Read.`);
  const [simplest] = collectionsOf(known.name);
  if (simplest === undefined)
    throw new Error(
      `No collection below /me is read with ${known.name} as its least permission. Name one with --path, like --path /me/contacts.`,
    );
  return callOf(known.name, simplest);
}

const callOf = (scope: string, path: string): FittingCall => ({ scope, path, adminConsent: permission(scope)?.adminConsent ?? false });

/** Shortest first; those whose items can be read one by one before others. */
function collectionsOf(scope: string): string[] {
  const reads = completeOperations().filter(({ method }) => method === "GET");
  const items = new Set(reads.map(({ path }) => path.toLowerCase()));
  const single = (path: string): number => (items.has(`${path.toLowerCase()}/{id}`) ? 0 : 1);
  return reads
    .map(({ path }) => path)
    .filter(
      (path) =>
        /^\/me\/[\w/]+$/.test(path) &&
        (single(path) === 0 || /(s|people)$/.test(path)) &&
        leastPermissions("GET", path, "work")?.least === scope,
    )
    .sort((a, b) => single(a) - single(b) || a.length - b.length || (a < b ? -1 : 1));
}
