import { implies } from "./implies.ts";
import { type FoundOperation, findOperation, indexOperations, type OperationIndex } from "./operation-index.ts";
import { withOverrides } from "./permission-overrides.ts";
import { type AcceptedPermissions, firstPartyOperations, type GraphOperation } from "./permission-tables.ts";
import { sharedForms } from "./shared-form.ts";

/** The permissions that one call accepts with one type of account. */
export interface CallPermissions extends AcceptedPermissions {
  /** Method and path template: `GET /me/events/{id}`. */
  readonly call: string;
  /** Needed instead of `least` when the path names somebody else's mailbox or calendar. */
  readonly shared: string | undefined;
  /** `map`, `override`, or another source of the row. */
  readonly basis: string;
}

/**
 * Whether scopes are enough for a call. Only `covered` lets it pass.
 * - `covered`: `by` is the scope that covers it; `partial` means that Graph returns less than it could.
 * - `missing`: the call is known; `needs.least` would be enough.
 * - `unavailable`: no delegated permission allows the call, or none with this type of account.
 * - `inside`: `$batch` and subscriptions; their content decides.
 * - `unknown`: the map does not have the call.
 */
export type CallCoverage =
  | { readonly outcome: "covered"; readonly by: string; readonly partial: boolean; readonly needs: CallPermissions }
  | { readonly outcome: "missing"; readonly needs: CallPermissions }
  | { readonly outcome: "unavailable" | "inside"; readonly call: string }
  | { readonly outcome: "unknown" };

/** Which permission each call of Microsoft Graph needs. Paths as given to Graph: `/me/events?$top=5`, or absolute. */
export interface PermissionMap {
  coverage(scopes: Iterable<string>, method: string, path: string, accountType: "work" | "personal"): CallCoverage;
  /** What a call accepts; undefined when it is unknown, not available to that type of account, or decided by its content. */
  permissionsOf(method: string, path: string, accountType: "work" | "personal"): CallPermissions | undefined;
}

let firstPartyIndex: OperationIndex | undefined;

/**
 * Microsoft's permission map for the calls of the first-party plugins, with Casement's reviewed overrides. `further` adds calls: pass
 * `completeOperations` of `@casement/graph-permissions` for the whole of Graph v1.0. It is decoded at the first call that the
 * first-party map does not have; what that map has stays as it is.
 */
export function createPermissionMap(further?: () => Iterable<GraphOperation>): PermissionMap {
  let furtherIndex: OperationIndex | undefined;
  const lookUp = (method: string, path: string): FoundOperation | undefined => {
    firstPartyIndex ??= indexOperations(withOverrides(firstPartyOperations()));
    const found = findOperation(firstPartyIndex, method, path);
    if (found || !further) return found;
    furtherIndex ??= indexOperations(further());
    return findOperation(furtherIndex, method, path);
  };
  return {
    coverage(scopes, method, path, accountType) {
      const found = lookUp(method, path);
      if (!found) return { outcome: "unknown" };
      const needs = callPermissions(found, accountType);
      if (!needs) return { outcome: dependsOnContent(found) ? "inside" : "unavailable", call: callOf(found) };
      let partial: string | undefined;
      for (const scope of scopes) {
        if (implies(scope, needs.least) || needs.higher.some((accepted) => implies(scope, accepted)))
          return { outcome: "covered", by: scope, partial: false, needs };
        if (needs.partial.some((accepted) => implies(scope, accepted))) partial ??= scope;
      }
      return partial === undefined ? { outcome: "missing", needs } : { outcome: "covered", by: partial, partial: true, needs };
    },
    permissionsOf(method, path, accountType) {
      const found = lookUp(method, path);
      return found && callPermissions(found, accountType);
    },
  };
}

function callPermissions(found: FoundOperation, accountType: "work" | "personal"): CallPermissions | undefined {
  const accepted = found.operation[accountType];
  if (!accepted) return undefined;
  const { shared, basis } = found.operation;
  return {
    call: callOf(found),
    least: accepted.least,
    higher: accepted.higher,
    partial: found.isRawContent ? [] : accepted.partial,
    // Microsoft's guides name one `.Shared` scope per call; Mail.ReadBasic has a narrower one of its own.
    shared: shared && (sharedForms.get(accepted.least) ?? shared),
    basis,
  };
}

const callOf = ({ operation }: FoundOperation): string => `${operation.method} ${operation.path}`;
const dependsOnContent = ({ operation }: FoundOperation): boolean => operation.basis === "docs";
