import { existsSync, readFileSync } from "node:fs";
import { implies, type PermissionMap, type RequestPermissions } from "@casement/core";
import { completePermissionMap } from "../../src/complete-permission-map.ts";

interface PublishedAccess {
  readonly least: string;
  readonly higher: readonly string[];
  readonly partial?: readonly string[];
}
export interface PublishedOperation {
  readonly method: string;
  readonly path: string;
  readonly work: PublishedAccess | null;
  readonly personal: PublishedAccess | null;
  readonly shared?: string;
  readonly basis: string;
}

const file = new URL("../../../../../shared/graph/permissions.json", import.meta.url);

/** Whether Microsoft's own form of the map is beside the repository. */
export const hasPublishedMap: boolean = existsSync(file);

export function publishedOperations(): readonly PublishedOperation[] {
  return JSON.parse(readFileSync(file, "utf8")).operations;
}

/** The map as Microsoft published it, read without core's code for paths and tables, but with core's reviewed overrides. */
export function publishedMap(): PermissionMap {
  const operations = publishedOperations();
  const permissionsOf: PermissionMap["permissionsOf"] = (method, path, accountType) => {
    const segments = segmentsOf(path);
    const [operation] = operations
      .filter((candidate) => candidate.method === method && matches(segmentsOf(candidate.path), segments))
      .sort((a, b) => idCount(a) - idCount(b));
    const access = operation?.[accountType];
    if (!operation || !access) return undefined;
    const reviewed = completePermissionMap.permissionsOf(method, path, accountType);
    if (reviewed?.basis === "override") return reviewed;
    const { shared, basis } = operation;
    const found: RequestPermissions = { request: `${method} ${operation.path}`, partial: [], ...access, shared, basis };
    return found;
  };
  return {
    permissionsOf,
    coverage(scopes, method, path, accountType) {
      const needs = permissionsOf(method, path, accountType);
      if (!needs) return { outcome: "unknown" };
      const accepted = [needs.least, ...needs.higher, ...needs.partial];
      const scope = [...scopes].find((candidate) => accepted.some((permission) => implies(candidate, permission)));
      return scope === undefined ? { outcome: "missing", needs } : { outcome: "covered", by: scope, partial: false, needs };
    },
  };
}

const segmentsOf = (path: string): string[] => {
  const bare = (path.split("?")[0] ?? "").replace(/\/+$/, "").replace(/\('[^']*'\)/g, "/x");
  return bare.replaceAll("()", "").toLowerCase().split("/");
};
const matches = (template: readonly string[], segments: readonly string[]): boolean =>
  template.length === segments.length && template.every((segment, index) => segment === "{id}" || segment === segments[index]);
const idCount = ({ path }: PublishedOperation): number => path.split("{id}").length;
