import { implies } from "./implies.ts";
import { type FoundOperation, findOperation, indexOperations, type OperationIndex } from "./operation-index.ts";
import { withOverrides } from "./overrides.ts";
import { type Access, type Operation, operationList } from "./permission-map.ts";
import { sharedForms } from "./shared-form.ts";

/** What one call accepts with one kind of account. */
export interface CallPermissions extends Access {
  /** Method and path template: `GET /me/events/{id}`. */
  readonly call: string;
  /** Needed instead of `least` when the path names somebody else's mailbox or calendar. */
  readonly shared: string | undefined;
  /** "map", "override", or where else the row comes from. */
  readonly basis: string;
}

/**
 * Whether scopes are enough for a call. Only `covered` lets it pass.
 * - `covered`: `by` is the scope that does; `partial`, Graph then returns less than it could.
 * - `missing`: the call is known; `needs.least` would do.
 * - `unavailable`: nobody, or not this kind of account, can make the call with delegated permissions.
 * - `inside`: `$batch` and subscriptions: what is inside decides.
 * - `unknown`: not in the map.
 */
export type Coverage =
  | { readonly outcome: "covered"; readonly by: string; readonly partial: boolean; readonly needs: CallPermissions }
  | { readonly outcome: "missing"; readonly needs: CallPermissions }
  | { readonly outcome: "unavailable" | "inside"; readonly call: string }
  | { readonly outcome: "unknown" };

let index: OperationIndex | undefined;
let furtherOperations: (() => Iterable<Operation>) | undefined;
let furtherIndex: OperationIndex | undefined;

/**
 * Lets `covers` and `leastPermissions` know calls beyond those of the first-party plugins: the whole map of `@casement/graph-permissions`,
 * for plugins of third parties. `operations` is asked at the first call that core's own map does not know; what that map knows, corrections
 * included, stays as it is. Facts of Microsoft, so for the whole process: once is enough.
 */
export function extendPermissionMap(operations: () => Iterable<Operation>): void {
  if (operations === furtherOperations) return;
  furtherOperations = operations;
  furtherIndex = undefined;
}

/** Checks a call by Microsoft's map, Casement's overrides and `implies`. `path` as given to Graph: `/me/events?$top=5`, or absolute. */
export function covers(scopes: Iterable<string>, method: string, path: string, kind: "work" | "personal"): Coverage {
  const found = lookUp(method, path);
  if (!found) return { outcome: "unknown" };
  const needs = permissionsOf(found, kind);
  if (!needs) return { outcome: dependsOnContent(found) ? "inside" : "unavailable", call: callOf(found) };
  let reduced: string | undefined;
  for (const scope of scopes) {
    if (implies(scope, needs.least) || needs.higher.some((accepted) => implies(scope, accepted))) {
      return { outcome: "covered", by: scope, partial: false, needs };
    }
    if (needs.partial.some((accepted) => implies(scope, accepted))) reduced ??= scope;
  }
  return reduced === undefined ? { outcome: "missing", needs } : { outcome: "covered", by: reduced, partial: true, needs };
}

/** What a call accepts; undefined when it is unknown, unavailable to that kind of account, or decided by what is inside. */
export function leastPermissions(method: string, path: string, kind: "work" | "personal"): CallPermissions | undefined {
  const found = lookUp(method, path);
  return found && permissionsOf(found, kind);
}

function lookUp(method: string, path: string): FoundOperation | undefined {
  index ??= indexOperations(withOverrides(operationList()));
  const found = findOperation(index, method, path);
  if (found || !furtherOperations) return found;
  furtherIndex ??= indexOperations(furtherOperations());
  return findOperation(furtherIndex, method, path);
}

function permissionsOf(found: FoundOperation, kind: "work" | "personal"): CallPermissions | undefined {
  const access = found.operation[kind];
  if (!access) return undefined;
  const { shared, basis } = found.operation;
  return {
    call: callOf(found),
    least: access.least,
    higher: access.higher,
    partial: found.whole ? [] : access.partial,
    // Microsoft's guides name one `.Shared` scope per call; Mail.ReadBasic has a narrower one of its own.
    shared: shared && (sharedForms.get(access.least) ?? shared),
    basis,
  };
}

const callOf = ({ operation }: FoundOperation): string => `${operation.method} ${operation.path}`;
const dependsOnContent = ({ operation }: FoundOperation): boolean => operation.basis === "docs";
