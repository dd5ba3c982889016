import type { ConsentClass, GraphPermission } from "@casement/core";
import { completeOperations } from "@casement/graph-permissions";
import { completePermissionMap, requirePermission } from "./require-permission.ts";

/** A request to Graph, and the least permission for it in Microsoft's permission map. */
export interface GraphRequestPlan {
  readonly scope: string;
  readonly path: string;
  readonly consent: ConsentClass;
  /** Whether the request works with personal accounts too. */
  readonly personal: boolean;
}

/** Plans the request that reads: for a path its least permission, for a permission its simplest collection. Throws an Error with a cure. */
export function planRead({ scope, path }: { scope?: string | undefined; path?: string | undefined }): GraphRequestPlan {
  const permission = scope === undefined ? undefined : requirePermission(scope);
  if (path !== undefined) {
    const least = completePermissionMap.permissionsOf("GET", path, "work")?.least;
    if (least === undefined)
      throw new Error(`Microsoft's permission map does not have the request GET ${path}. Look up the path in Graph Explorer.`);
    if (permission) requireLeastPermission("GET", path, permission, least, "--scope");
    return requestPlanOf("GET", least, path);
  }
  if (!permission) throw new Error("Set --scope to a permission, or --path to a collection.");
  const [simplest] = findCollections(permission.name);
  if (simplest === undefined)
    throw new Error(
      `No collection below /me has ${permission.name} as its least permission for reading. Set --path to a collection, such as --path /me/contacts.`,
    );
  return requestPlanOf("GET", permission.name, simplest);
}

export function requestPlanOf(method: string, scope: string, path: string): GraphRequestPlan {
  const personal = completePermissionMap.coverage([scope], method, path, "personal").outcome === "covered";
  return { scope, path, consent: requirePermission(scope).consent, personal };
}

/** Throws an Error unless the permission is the least for the request. The contract test rejects plugins that request more than they need. */
export function requireLeastPermission(method: string, path: string, { name }: GraphPermission, least: string, option: string): void {
  if (name === least) return;
  const reason =
    completePermissionMap.coverage([name], method, path, "work").outcome === "covered"
      ? `${name} would request more than that`
      : `${name} does not cover it`;
  throw new Error(`${method} ${path} needs ${least}; ${reason}. Use ${option} ${least}.`);
}

/** Collections whose items can be read one by one come first, then shorter paths. */
function findCollections(scope: string): string[] {
  const reads = completeOperations().filter(({ method }) => method === "GET");
  const paths = new Set(reads.map(({ path }) => path.toLowerCase()));
  const rank = (path: string): number => (paths.has(`${path.toLowerCase()}/{id}`) ? 0 : 1);
  return reads
    .map(({ path }) => path)
    .filter(
      (path) =>
        /^\/me\/[\w/]+$/.test(path) &&
        (rank(path) === 0 || /(s|people)$/.test(path)) &&
        completePermissionMap.permissionsOf("GET", path, "work")?.least === scope,
    )
    .sort((a, b) => rank(a) - rank(b) || a.length - b.length || (a < b ? -1 : 1));
}
