import { existsSync, readFileSync } from "node:fs";
import { type CallPermissions, implies } from "@casement/core";
import { completePermissionMap } from "../complete-permission-map.ts";
import type { PermissionSource } from "./least-privilege.ts";

interface Access {
  readonly least: string;
  readonly higher: readonly string[];
  readonly partial?: readonly string[];
}
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly work: Access | null;
  readonly personal: Access | null;
  readonly shared?: string;
  readonly basis: string;
}

const file = new URL("../../../../../shared/graph/permissions.json", import.meta.url);

/** Whether Microsoft's own form of the map is at hand, beside the repository. */
export const hasMicrosoftsMap: boolean = existsSync(file);

export function microsoftsOperations(): readonly Operation[] {
  return JSON.parse(readFileSync(file, "utf8")).operations;
}

/** The map read as it was published, with none of core's code for paths and tables, but with core's reviewed overrides. */
export function microsoftsMap(): PermissionSource {
  const operations = microsoftsOperations();
  const permissionsOf: PermissionSource["permissionsOf"] = (method, path, kind) => {
    const asked = segmentsOf(path);
    const fitting = operations
      .filter((operation) => operation.method === method && fits(segmentsOf(operation.path), asked))
      .sort((a, b) => keys(a) - keys(b));
    const operation = fitting[0];
    const access = operation?.[kind];
    if (!operation || !access) return undefined;
    const reviewed = completePermissionMap.permissionsOf(method, path, kind);
    if (reviewed?.basis === "override") return reviewed;
    const { shared, basis } = operation;
    const found: CallPermissions = { call: `${method} ${operation.path}`, partial: [], ...access, shared, basis };
    return found;
  };
  return {
    permissionsOf,
    covers(scope, method, path, kind) {
      const needs = permissionsOf(method, path, kind);
      return needs !== undefined && [needs.least, ...needs.higher, ...needs.partial].some((accepted) => implies(scope, accepted));
    },
  };
}

const segmentsOf = (path: string): string[] => {
  const bare = (path.split("?")[0] ?? "").replace(/\/+$/, "").replace(/\('[^']*'\)/g, "/x");
  return bare.replaceAll("()", "").toLowerCase().split("/");
};
const fits = (template: readonly string[], asked: readonly string[]): boolean =>
  template.length === asked.length && template.every((segment, index) => segment === "{id}" || segment === asked[index]);
const keys = ({ path }: Operation): number => path.split("{id}").length;
