import type { AcceptedPermissions, ConsentClass, GraphOperation } from "@casement/core";
import { accessTable, callTable, permissionTable } from "./complete-map.generated.ts";

/** A delegated permission of Microsoft Graph, as Microsoft publishes it. */
export interface DelegatedPermission {
  readonly name: string;
  /** GUID of the delegated scope. Undefined for those that Microsoft's list omits. */
  readonly id: string | undefined;
  readonly consent: ConsentClass;
  /** Personal Microsoft accounts can have it. */
  readonly personal: boolean;
  /** Microsoft's privilege level, 1 (low) to 4. */
  readonly level: number | undefined;
}

let permissions: readonly DelegatedPermission[] | undefined;
let operations: readonly GraphOperation[] | undefined;

/** All delegated permissions, sorted by name. They are decoded at the first use. */
export function delegatedPermissions(): readonly DelegatedPermission[] {
  permissions ??= lines(permissionTable).map((line) => {
    const [name = "", id, flags = "", level] = line.split("|");
    return {
      name,
      id: id || undefined,
      consent: flags.includes("a") ? "administrator" : flags.includes("m") ? "administrator-where-managed" : "self",
      personal: flags.includes("p"),
      level: level ? Number(level) : undefined,
    };
  });
  return permissions;
}

/**
 * Every operation of Graph v1.0 that a delegated permission allows, for `createPermissionMap` of `@casement/core`. They are decoded at the first
 * use.
 */
export function completeOperations(): readonly GraphOperation[] {
  operations ??= [...readOperations()];
  return operations;
}

function* readOperations(): Iterable<GraphOperation> {
  const accesses = lines(accessTable).map(readAccess);
  let segments: readonly string[] = [];
  for (const line of lines(callTable)) {
    const [codedPath = "", ...methods] = line.split("|");
    const [sharedCount = "", ...rest] = codedPath.split("/");
    segments = [...segments.slice(0, Number(sharedCount)), ...rest];
    const path = `/${segments.join("/")}`;
    for (const entry of methods) {
      const [method = "", access] = entry.split(" ");
      yield { feature: segments[0] ?? "", method, path, ...accesses[Number(access)]!, shared: undefined, basis: "map" };
    }
  }
}

function readAccess(line: string): Pick<GraphOperation, "work" | "personal"> {
  const [workCell = "-", personalCell = "-"] = line.split("|");
  const work = accessOf(workCell);
  return { work, personal: personalCell === "=" ? work : accessOf(personalCell) };
}

function accessOf(cell: string): AcceptedPermissions | undefined {
  if (cell === "-") return undefined;
  const [least = "", ...higher] = cell.split(" ").map((index) => delegatedPermissions()[Number(index)]!.name);
  return { least, higher, partial: [] };
}

const lines = (table: string): string[] => table.trim().split("\n");
