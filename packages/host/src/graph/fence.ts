import { CasementError, type PermissionMap } from "@casement/core";
import type { HttpMethod } from "./graph-request.ts";
import { pathShapeOf } from "./path-shape.ts";

/** The scopes with which a plugin may send a request. */
export interface FenceScopes {
  /** Scopes that the plugin declares for this purpose: its read-tier scopes, and those of the service. */
  readonly declared: readonly string[];
  /** The declared scopes that were granted, or granted scopes that imply them. */
  readonly inForce: readonly string[];
}

/** Every account requests it, and every plugin may use it. */
const alwaysDeclared = "User.Read";

/**
 * Checks in Microsoft's permission map that the scopes cover the method and path. Returns the path's shape, without ids.
 * @throws CasementError `scope-fence`, `path-unknown` or `scope-not-granted`
 */
export function passFence(
  permissionMap: PermissionMap,
  method: HttpMethod,
  path: string,
  plugin: string,
  scopes: FenceScopes,
  accountKind: "work" | "personal",
): string {
  const inForce = [alwaysDeclared, ...scopes.inForce];
  const coverage = permissionMap.coverage(inForce, method, path, accountKind);
  if (coverage.outcome === "covered") return coverage.needs.request.slice(method.length + 1);
  const declared = [alwaysDeclared, ...scopes.declared];
  const operation = `${method} ${coverage.outcome === "missing" ? coverage.needs.request.slice(method.length + 1) : pathShapeOf(path)}`;
  const details = { method, path: operation.slice(method.length + 1), plugin, declared: scopes.declared };
  const declaredList = scopes.declared.length > 0 ? [...new Set(scopes.declared)].join(", ") : "nothing";
  switch (coverage.outcome) {
    case "missing": {
      const ifAllGranted = permissionMap.coverage(declared, method, path, accountKind);
      if (ifAllGranted.outcome === "covered") {
        const message = `${plugin}: ${operation} needs ${ifAllGranted.by}, which is declared but was not granted. Sign in again, or ask an administrator to approve it.`;
        throw new CasementError("scope-not-granted", message, { details: { ...details, missing: ifAllGranted.by } });
      }
      const { least, shared } = coverage.needs;
      const sufficient = shared ? `${least} (or ${shared} for another user's mailbox)` : least;
      const message = `${plugin}: ${operation} is not covered by the declared scopes (${declaredList}). Declare ${sufficient}. The request was not sent.`;
      throw new CasementError("scope-fence", message, { details: { ...details, least } });
    }
    case "unavailable": {
      const message = `${plugin}: ${operation} is not available to ${accountKind} accounts with delegated permissions. The request was not sent.`;
      throw new CasementError("scope-fence", message, { details });
    }
    case "depends-on-content": {
      const message = `${plugin}: ${operation} is reserved for the host, which creates batches and subscriptions itself. The request was not sent.`;
      throw new CasementError("scope-fence", message, { details });
    }
    case "unknown": {
      const message =
        `${plugin}: ${operation} is not in the permission map of this host. The request was not sent. Check the path's spelling. A program that ` +
        "creates a host with third-party plugins passes Microsoft's whole map: createHost({ permissionMap: createPermissionMap(completeOperations) }), " +
        "see @casement/graph-permissions. If Graph v1.0 has this path but the whole map does not, propose an override for @casement/core " +
        "(src/scopes/permission-overrides.ts), with Microsoft's page as its source.";
      throw new CasementError("path-unknown", message, { details });
    }
  }
}
