import type { AcceptedPermissions, GraphOperation } from "@casement/core";
import { accessTable, callTable, permissionTable } from "./complete-map.generated.ts";

/** A delegated permission of Microsoft Graph, as Microsoft publishes it. */
export interface DelegatedPermission {
  readonly name: string;
  /** GUID of the delegated scope. Microsoft's list lacks some. */
  readonly id: string | undefined;
  /** In a work tenant an administrator has to consent. */
  readonly adminConsent: boolean;
  /** Personal Microsoft accounts can have it. */
  readonly personal: boolean;
  /** Microsoft's privilege level, 1 (low) to 4. */
  readonly level: number | undefined;
}

let permissions: readonly DelegatedPermission[] | undefined;
let operations: readonly GraphOperation[] | undefined;

/** All of them, by name. Decoded at the first call. */
export function delegatedPermissions(): readonly DelegatedPermission[] {
  permissions ??= lines(permissionTable).map((line) => {
    const [name = "", id, flags = "", level] = line.split("|");
    return {
      name,
      id: id || undefined,
      adminConsent: flags.includes("a"),
      personal: flags.includes("p"),
      level: level ? Number(level) : undefined,
    };
  });
  return permissions;
}

/** Every call of Graph v1.0 that some delegated permission allows; for `extendPermissionMap` of `@casement/core`. Decoded at the first call. */
export function completeOperations(): readonly GraphOperation[] {
  operations ??= [...readCalls()];
  return operations;
}

function* readCalls(): Iterable<GraphOperation> {
  const accesses = lines(accessTable).map(readAccess);
  let segments: readonly string[] = [];
  for (const line of lines(callTable)) {
    const [coded = "", ...calls] = line.split("|");
    const [shared = "", ...rest] = coded.split("/");
    segments = [...segments.slice(0, Number(shared)), ...rest];
    const path = `/${segments.join("/")}`;
    for (const call of calls) {
      const [method = "", access] = call.split(" ");
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
