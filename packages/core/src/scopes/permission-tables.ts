import { operationTable, otherPermissionTable, permissionTable } from "./permissions.generated.ts";

/** A delegated Microsoft Graph permission, as Microsoft publishes it. */
export interface GraphPermission {
  readonly name: string;
  /** GUID of the delegated scope, as app registrations want it. Microsoft's list lacks very few. */
  readonly id: string | undefined;
  readonly kind: "graph" | "oidc";
  /** In a work tenant an administrator has to consent. A tenant may demand that for any other permission too. */
  readonly adminConsent: boolean;
  /** Personal Microsoft accounts can have it. */
  readonly personal: boolean;
  /** Microsoft's privilege level, 1 (low) to 4. */
  readonly level: number | undefined;
  /** What the person who signs in reads; empty for permissions outside our features. */
  readonly title: string;
  /** What an administrator reads. */
  readonly adminTitle: string;
  /** What a reduced permission leaves out. */
  readonly gives: string | undefined;
}

/** The permissions that a call accepts. */
export interface AcceptedPermissions {
  readonly least: string;
  readonly higher: readonly string[];
  /** Accepted and weaker than `least`; Graph then returns less. */
  readonly partial: readonly string[];
}

/** One call of Graph v1.0. `path` has `{id}` for every key; undefined access: not available with that kind of account. */
export interface GraphOperation {
  readonly feature: string;
  readonly method: string;
  readonly path: string;
  readonly work: AcceptedPermissions | undefined;
  readonly personal: AcceptedPermissions | undefined;
  /** To be used instead when `{id}` is somebody else's mailbox or calendar. */
  readonly shared: string | undefined;
  /** "map": Microsoft's permission map; else where the row comes from. */
  readonly basis: string;
}

let ours: ReadonlyMap<string, GraphPermission> | undefined;
let others: ReadonlyMap<string, GraphPermission> | undefined;
let operations: readonly GraphOperation[] | undefined;

/** Microsoft's delegated permission of that name, whatever its casing. The tables are decoded when first needed. */
export function findPermission(name: string): GraphPermission | undefined {
  const key = name.toLowerCase();
  ours ??= permissionsOf(permissionTable);
  const known = ours.get(key);
  if (known) return known;
  others ??= permissionsOf(otherPermissionTable);
  return others.get(key);
}

/** The calls of Microsoft's map that our features use; decoded at the first call. */
export function firstPartyOperations(): readonly GraphOperation[] {
  operations ??= parseOperations(lines(operationTable));
  return operations;
}

const lines = (table: string): string[] => table.trim().split("\n");

const permissionsOf = (table: string): ReadonlyMap<string, GraphPermission> =>
  new Map(
    lines(table)
      .map(parsePermission)
      .map((parsed) => [parsed.name.toLowerCase(), parsed]),
  );

function parsePermission(line: string): GraphPermission {
  const [name = "", id, flags = "", level, title = "", adminTitle = "", gives] = line.split("|");
  return {
    name,
    id: id || undefined,
    kind: flags.includes("o") ? "oidc" : "graph",
    adminConsent: flags.includes("a"),
    personal: flags.includes("p"),
    level: level ? Number(level) : undefined,
    title,
    adminTitle,
    gives,
  };
}

function parseOperations(rows: readonly string[]): GraphOperation[] {
  const parsed: GraphOperation[] = [];
  const cells = new Map<string, AcceptedPermissions | undefined>();
  /** Some fifty lists of permissions serve all calls. */
  const accessOf = (cell: string): AcceptedPermissions | undefined => {
    if (!cells.has(cell)) cells.set(cell, parseAccess(cell));
    return cells.get(cell);
  };
  let feature = "";
  for (const row of rows) {
    if (row.startsWith("# ")) {
      feature = row.slice(2);
      continue;
    }
    const [call = "", workCell = "", personalCell = "", shared, basis] = row.split("|");
    const [method = "", path = ""] = call.split(" ");
    const work = accessOf(workCell);
    const personal = personalCell === "=" ? work : accessOf(personalCell);
    parsed.push({ feature, method, path, work, personal, shared: shared || undefined, basis: basis || "map" });
  }
  return parsed;
}

function parseAccess(cell: string): AcceptedPermissions | undefined {
  if (cell === "-") return undefined;
  const [least = "", ...rest] = cell.split(" ");
  const partial = rest.filter((name) => name.startsWith("~")).map((name) => name.slice(1));
  return { least, higher: rest.filter((name) => !name.startsWith("~")), partial };
}
