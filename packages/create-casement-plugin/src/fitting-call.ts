import type { GraphPermission } from "@casement/core";
import { completeOperations } from "@casement/graph-permissions";
import { completePermissionMap, knownPermission } from "./known-permission.ts";

/** A call of a collection below `/me` and the least permission for it, by Microsoft's map. */
export interface FittingCall {
  readonly scope: string;
  readonly path: string;
  /** Only an administrator may consent, in a work tenant. */
  readonly adminConsent: boolean;
  /** It works with personal accounts too. */
  readonly personal: boolean;
}

/** The call to begin with: of a path its least permission, of a permission its simplest collection. Throws what is wrong and what to do. */
export function fittingCall({ scope, path }: { scope?: string | undefined; path?: string | undefined }): FittingCall {
  const given = scope === undefined ? undefined : knownPermission(scope);
  if (path !== undefined) {
    const least = completePermissionMap.permissionsOf("GET", path, "work")?.least;
    if (least === undefined) throw new Error(`Microsoft's map has no call GET ${path}. Look the path up in Graph explorer.`);
    if (given) mustBeLeast("GET", path, given, least, "--scope");
    return callOf("GET", least, path);
  }
  if (!given) throw new Error("Name a permission with --scope, or a collection with --path.");
  const [simplest] = collectionsOf(given.name);
  if (simplest === undefined)
    throw new Error(
      `No collection below /me is read with ${given.name} as its least permission. Name one with --path, like --path /me/contacts.`,
    );
  return callOf("GET", given.name, simplest);
}

export function callOf(method: string, scope: string, path: string): FittingCall {
  const personal = completePermissionMap.coverage([scope], method, path, "personal").outcome === "covered";
  return { scope, path, adminConsent: knownPermission(scope).adminConsent, personal };
}

/** A plugin that asks for more than its calls need, or for something else, would not pass the contract test. */
export function mustBeLeast(method: string, path: string, { name }: GraphPermission, least: string, flag: string): void {
  if (name === least) return;
  const why =
    completePermissionMap.coverage([name], method, path, "work").outcome === "covered"
      ? `${name} would ask people for more than that`
      : `${name} is for something else`;
  throw new Error(`${method} ${path} needs ${least}; ${why}. Use ${flag} ${least}.`);
}

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
        completePermissionMap.permissionsOf("GET", path, "work")?.least === scope,
    )
    .sort((a, b) => single(a) - single(b) || a.length - b.length || (a < b ? -1 : 1));
}
