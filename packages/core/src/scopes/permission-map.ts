import { implies } from "./implies.ts";
import { type FoundOperation, findOperation, indexOperations, type OperationIndex } from "./operation-index.ts";
import { withOverrides } from "./permission-overrides.ts";
import { type AcceptedPermissions, firstPartyOperations, type GraphOperation } from "./permission-tables.ts";
import { sharedForms } from "./shared-form.ts";

/** The permissions that one request accepts, for one type of account. */
export interface RequestPermissions extends AcceptedPermissions {
  /** Method and path template: `GET /me/events/{id}`. */
  readonly request: string;
  /** Needed instead of `least` when the path names the mailbox or calendar of another user. */
  readonly shared: string | undefined;
  /** `map`, `override`, or another source of the row. */
  readonly basis: string;
}

/**
 * Whether scopes are enough for a request. Only `covered` allows it.
 * - `covered`: the scope `by` covers it. With `partial`, Graph returns less than it could.
 * - `missing`: no scope covers it. `needs.least` is enough.
 * - `unavailable`: no delegated permission allows the request with this type of account.
 * - `inside`: `$batch` and subscriptions: their content decides which permissions they need.
 * - `unknown`: the map does not have the call.
 */
export type RequestCoverage =
  | { readonly outcome: "covered"; readonly by: string; readonly partial: boolean; readonly needs: RequestPermissions }
  | { readonly outcome: "missing"; readonly needs: RequestPermissions }
  | { readonly outcome: "unavailable" | "depends-on-content"; readonly request: string }
  | { readonly outcome: "unknown" };

/** Which permission each request to Microsoft Graph needs. Paths are as in a request: `/me/events?$top=5`, or absolute. */
export interface PermissionMap {
  coverage(scopes: Iterable<string>, method: string, path: string, accountType: "work" | "personal"): RequestCoverage;
  /** What a request accepts. Undefined when it is unknown, unavailable, or depends on its content. */
  permissionsOf(method: string, path: string, accountType: "work" | "personal"): RequestPermissions | undefined;
}

let firstPartyIndex: OperationIndex | undefined;

/**
 * Microsoft's permission map for the requests of the first-party plugins, with Casement's reviewed overrides. `moreOperations` adds requests:
 * pass `completeOperations` of `@casement/graph-permissions` for all of Graph v1.0. It is called for the first request that the first-party
 * map does not have, and never replaces what that map has.
 */
export function createPermissionMap(moreOperations?: () => Iterable<GraphOperation>): PermissionMap {
  let moreIndex: OperationIndex | undefined;
  const lookUp = (method: string, path: string): FoundOperation | undefined => {
    firstPartyIndex ??= indexOperations(withOverrides(firstPartyOperations()));
    const found = findOperation(firstPartyIndex, method, path);
    if (found || !moreOperations) return found;
    moreIndex ??= indexOperations(moreOperations());
    return findOperation(moreIndex, method, path);
  };
  return {
    coverage(scopes, method, path, accountType) {
      const found = lookUp(method, path);
      if (!found) return { outcome: "unknown" };
      const needs = permissionsFor(found, accountType);
      if (!needs) return { outcome: dependsOnContent(found) ? "depends-on-content" : "unavailable", request: requestOf(found) };
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
      return found && permissionsFor(found, accountType);
    },
  };
}

function permissionsFor(found: FoundOperation, accountType: "work" | "personal"): RequestPermissions | undefined {
  const accepted = found.operation[accountType];
  if (!accepted) return undefined;
  const { shared, basis } = found.operation;
  return {
    request: requestOf(found),
    least: accepted.least,
    higher: accepted.higher,
    partial: found.isRawContent ? [] : accepted.partial,
    // Microsoft's guides name one `.Shared` scope per request; Mail.ReadBasic has its own, narrower one.
    shared: shared && (sharedForms.get(accepted.least) ?? shared),
    basis,
  };
}

const requestOf = ({ operation }: FoundOperation): string => `${operation.method} ${operation.path}`;
const dependsOnContent = ({ operation }: FoundOperation): boolean => operation.basis === "docs";
