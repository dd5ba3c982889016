import { CasementError, type PermissionMap } from "@casement/core";
import type { GraphRequest, HttpMethod } from "./graph-request.ts";

export interface QueryFenceOptions {
  readonly permissionMap: PermissionMap;
  readonly scopes: readonly string[];
  readonly plugin: string;
  readonly accountKind: "work" | "personal";
}

/** POST requests that only read. Source: the operations of Graph v1.0 with an action of that name. */
const readingActions = /^(?:get|find|check|list|translate|validate|is[A-Z])/i;

/** @throws CasementError `scope-fence` when `graph.query` would send something other than a reading action */
export function checkQueryAction({ path, plugin }: Pick<GraphRequest, "path" | "plugin">): void {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/^microsoft\.graph\./i, "");
  if (readingActions.test(name)) return;
  throw refused(plugin, "graph.query is for actions that only read, such as getSchedule. Use graph.send for other requests");
}

/**
 * Checks what the map of paths cannot see: `/search/query` reads what its body says, and `$select` and `$expand` can read related resources,
 * which need permissions of their own.
 * @throws CasementError `scope-fence`
 */
export function passQueryFence(method: HttpMethod, path: string, query: string, options: QueryFenceOptions): void {
  const { permissionMap, scopes, plugin, accountKind } = options;
  if (/^\/search(?:\/|$)/i.test(path))
    throw refused(plugin, "/search reads whatever its body names. Use $search of the collection that you need");
  if (method !== "GET") return;
  // Other resources show only their own properties in $select, so only users and groups are looked up.
  const optionNames = /^\/(?:me|(?:users|groups)\/[^/]+)$/i.test(path) ? /^\$?(?:select|expand)$/i : /^\$?expand$/i;
  for (const name of relatedNames(query, optionNames)) {
    const outcomes = [`${path}/${name}`, `${path}/{id}/${name}`].map((related) =>
      permissionMap.coverage(scopes, "GET", related, accountKind),
    );
    const missing = outcomes.find((coverage) => coverage.outcome === "missing");
    if (!missing || outcomes.some((coverage) => coverage.outcome === "covered")) continue;
    const least = missing.outcome === "missing" ? missing.needs.least : "";
    throw refused(plugin, `${name} in $select or $expand is not covered by the declared scopes. Declare ${least}`);
  }
}

/** The properties and relations that these query options name at the first level. */
function relatedNames(query: string, optionNames: RegExp): string[] {
  const names: string[] = [];
  for (const [option, value] of new URLSearchParams(query.slice(1)))
    if (optionNames.test(option.trim()))
      for (const term of value.replace(/\([^()]*(?:\([^()]*\)[^()]*)*\)/g, "").split(",")) {
        const name = term.trim().split("/")[0]!;
        if (/^[A-Za-z]\w{0,60}$/.test(name)) names.push(name);
      }
  return names;
}

const refused = (plugin: string, why: string): CasementError =>
  new CasementError("scope-fence", `${plugin}: ${why}. The request was not sent.`, { details: { plugin } });
