import { CasementError, type PermissionMap } from "@casement/core";
import type { Method } from "./exchange.ts";
import { pathShape } from "./path-shape.ts";

/** On whose behalf, and with what, a call is made. */
export interface FenceScopes {
  /** What the plugin declares for this purpose: its read-tier scopes, and a service's own. */
  readonly declared: readonly string[];
  /** Those of them that were requested and granted, or granted scopes that imply them. */
  readonly inForce: readonly string[];
}

/** Every account has it, and it counts for every plugin. */
const always = "User.Read";

/**
 * Lets a call pass only if the scopes in force cover method and path by Microsoft's map; returns the path's shape, without ids.
 * Throws `scope-fence`, `path-unknown` or `scope-not-granted`.
 */
export function passFence(
  map: PermissionMap,
  method: Method,
  path: string,
  plugin: string,
  scopes: FenceScopes,
  kind: "work" | "personal",
): string {
  const inForce = [always, ...scopes.inForce];
  const coverage = map.coverage(inForce, method, path, kind);
  if (coverage.outcome === "covered") return coverage.needs.call.slice(method.length + 1);
  const declared = [always, ...scopes.declared];
  const call = `${method} ${coverage.outcome === "missing" ? coverage.needs.call.slice(method.length + 1) : pathShape(path)}`;
  const details = { method, path: call.slice(method.length + 1), plugin, declared: scopes.declared };
  const list = scopes.declared.length > 0 ? [...new Set(scopes.declared)].join(", ") : "nothing";
  switch (coverage.outcome) {
    case "missing": {
      const wanted = map.coverage(declared, method, path, kind);
      if (wanted.outcome === "covered") {
        const message = `${plugin}: ${call} needs ${wanted.by}, which is declared but was not granted. Sign in again, or ask an administrator.`;
        throw new CasementError("scope-not-granted", message, { details: { ...details, missing: wanted.by } });
      }
      const { least, shared } = coverage.needs;
      const enough = shared ? `${least}, or ${shared} for somebody else's mailbox,` : least;
      const message = `${plugin}: ${call} is not covered by the declared scopes (${list}). ${enough} would do. Nothing was sent.`;
      throw new CasementError("scope-fence", message, { details: { ...details, least } });
    }
    case "unavailable": {
      const message = `${plugin}: ${call} is not available to ${kind} accounts with delegated permissions. Nothing was sent.`;
      throw new CasementError("scope-fence", message, { details });
    }
    case "inside": {
      const message = `${plugin}: ${call} is the host's business: batches and subscriptions are made by it. Nothing was sent.`;
      throw new CasementError("scope-fence", message, { details });
    }
    case "unknown": {
      const message =
        `${plugin}: ${call} is not in the permission map of this host, so nothing was sent. Check its spelling. A program that composes a host ` +
        "with plugins of others passes Microsoft's whole map: createHost({ permissionMap: createPermissionMap(completeOperations) }), with " +
        "@casement/graph-permissions. If Graph v1.0 has the call and that map lacks it, propose an override for @casement/core " +
        "(src/scopes/permission-overrides.ts) with Microsoft's page as its source.";
      throw new CasementError("path-unknown", message, { details });
    }
  }
}
