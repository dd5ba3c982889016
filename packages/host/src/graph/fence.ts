import { CasementError, covers } from "@casement/core";
import type { HttpMethod } from "./graph-request.ts";
import { pathShapeOf } from "./path-shape.ts";

/** On whose behalf, and with what, a call is made. */
export interface FenceScopes {
  /** What the plugin declares for this purpose: its read-tier scopes, and a service's own. */
  readonly declared: readonly string[];
  /** Those of them that were requested and granted, or granted scopes that imply them. */
  readonly inForce: readonly string[];
}

/** Every account has it, and it counts for every plugin (product.md §2). */
const alwaysDeclared = "User.Read";

/**
 * Lets a call pass only if the scopes in force cover method and path by Microsoft's map; returns the path's shape, without ids.
 * Throws `scope-fence`, `path-unknown` or `scope-not-granted`.
 */
export function passFence(method: HttpMethod, path: string, plugin: string, scopes: FenceScopes, accountKind: "work" | "personal"): string {
  const inForce = [alwaysDeclared, ...scopes.inForce];
  const coverage = covers(inForce, method, path, accountKind);
  if (coverage.outcome === "covered") return coverage.needs.call.slice(method.length + 1);
  const declared = [alwaysDeclared, ...scopes.declared];
  const operation = `${method} ${coverage.outcome === "missing" ? coverage.needs.call.slice(method.length + 1) : pathShapeOf(path)}`;
  const details = { method, path: operation.slice(method.length + 1), plugin, declared: scopes.declared };
  const declaredList = scopes.declared.length > 0 ? [...new Set(scopes.declared)].join(", ") : "nothing";
  switch (coverage.outcome) {
    case "missing": {
      const ifAllGranted = covers(declared, method, path, accountKind);
      if (ifAllGranted.outcome === "covered") {
        const message = `${plugin}: ${operation} needs ${ifAllGranted.by}, which is declared but was not granted. Sign in again, or ask an administrator.`;
        throw new CasementError("scope-not-granted", message, { details: { ...details, missing: ifAllGranted.by } });
      }
      const { least, shared } = coverage.needs;
      const sufficient = shared ? `${least}, or ${shared} for somebody else's mailbox,` : least;
      const message = `${plugin}: ${operation} is not covered by the declared scopes (${declaredList}). ${sufficient} would do. Nothing was sent.`;
      throw new CasementError("scope-fence", message, { details: { ...details, least } });
    }
    case "unavailable": {
      const message = `${plugin}: ${operation} is not available to ${accountKind} accounts with delegated permissions. Nothing was sent.`;
      throw new CasementError("scope-fence", message, { details });
    }
    case "inside": {
      const message = `${plugin}: ${operation} is the host's business: batches and subscriptions are made by it. Nothing was sent.`;
      throw new CasementError("scope-fence", message, { details });
    }
    case "unknown": {
      const message =
        `${plugin}: ${operation} is not in Microsoft's permission map as loaded here. Check its spelling. A program that composes a host with plugins of its own gives ` +
        "Microsoft's whole map to extendPermissionMap first (the hub does, where the config has packages): see @casement/graph-permissions. " +
        "If Graph v1.0 has the call and that map lacks it, propose an override for @casement/core (src/scopes/overrides.ts), with Microsoft's " +
        "page as its source. Nothing was sent.";
      throw new CasementError("path-unknown", message, { details });
    }
  }
}
