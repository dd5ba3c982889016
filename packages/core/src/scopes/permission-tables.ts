import { operationTable, otherPermissionTable, permissionTable } from "./permissions.generated.ts";

/**
 * Who consents to a permission of a work account. A tenant can be stricter.
 * - `self`: the user.
 * - `administrator-where-managed`: the user, except where Microsoft manages consent, which is the default of a tenant. Then an administrator.
 * - `administrator`: always an administrator.
 */
export type ConsentClass = "self" | "administrator-where-managed" | "administrator";

/** A delegated Microsoft Graph permission, as Microsoft publishes it. */
export interface GraphPermission {
  readonly name: string;
  /** GUID of the delegated scope, for app registrations. Undefined for the few that Microsoft's list omits. */
  readonly id: string | undefined;
  readonly kind: "graph" | "oidc";
  readonly consent: ConsentClass;
  /** Personal Microsoft accounts can have it. */
  readonly personal: boolean;
  /** Microsoft's privilege level, 1 (low) to 4. */
  readonly level: number | undefined;
  /** What the user who signs in reads. Empty for permissions that the first-party plugins do not use. */
  readonly title: string;
  /** What an administrator reads. */
  readonly adminTitle: string;
  /** What a reduced permission omits. Undefined for others. */
  readonly gives: string | undefined;
}

/** The permissions that a request accepts. */
export interface AcceptedPermissions {
  readonly least: string;
  readonly higher: readonly string[];
  /** Accepted permissions below `least`, with which Graph returns less. */
  readonly partial: readonly string[];
}

/** One operation of Graph v1.0. `path` has `{id}` for every key. `work` or `personal` is undefined where such accounts cannot use it. */
export interface GraphOperation {
  readonly feature: string;
  readonly method: string;
  readonly path: string;
  readonly work: AcceptedPermissions | undefined;
  readonly personal: AcceptedPermissions | undefined;
  /** The permission to use instead when `{id}` is the mailbox or calendar of another user. */
  readonly shared: string | undefined;
  /** "map" for Microsoft's permission map, otherwise the source of the row. */
  readonly basis: string;
}

let firstParty: ReadonlyMap<string, GraphPermission> | undefined;
let others: ReadonlyMap<string, GraphPermission> | undefined;
let operations: readonly GraphOperation[] | undefined;

/** Microsoft's delegated permission with this name, in any case. The tables are decoded at the first use. */
export function findPermission(name: string): GraphPermission | undefined {
  const key = name.toLowerCase();
  firstParty ??= permissionsOf(permissionTable);
  const known = firstParty.get(key);
  if (known) return known;
  others ??= permissionsOf(otherPermissionTable);
  return others.get(key);
}

/** The operations of Microsoft's map that the first-party plugins use. They are decoded at the first use. */
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
    consent: consentOfFlags(flags),
    personal: flags.includes("p"),
    level: level ? Number(level) : undefined,
    title,
    adminTitle,
    gives,
  };
}

const consentOfFlags = (flags: string): ConsentClass =>
  flags.includes("a") ? "administrator" : flags.includes("m") ? "administrator-where-managed" : "self";

function parseOperations(rows: readonly string[]): GraphOperation[] {
  const parsed: GraphOperation[] = [];
  const cells = new Map<string, AcceptedPermissions | undefined>();
  /** About fifty different lists of permissions occur in all operations. */
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
