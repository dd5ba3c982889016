import { CasementError } from "@casement/core";
import type { AccountLease } from "../ports/index.ts";
import { batchPath } from "./batch-body.ts";
import type { GraphRequest } from "./graph-request.ts";

/** How long the lease must last for a request to be sent (ms): what it may take from here to the socket, with a suspension that nobody notices. */
const marginMs = 2_000;

/**
 * Nobody but Graph could refuse a change that a second owner of the account sends, and Graph does not know owners. Reads do no harm.
 * @throws CasementError `lease-lost`
 */
export function checkLease(lease: AccountLease, { method, path, shape }: Pick<GraphRequest, "method" | "path" | "shape">): void {
  if (method === "GET" || path === batchPath || lease.sure(marginMs)) return;
  throw new CasementError(
    "lease-lost",
    `${method} ${shape} was not sent, because another process may run the account now. Try again: the call then reaches that process.`,
    { details: { method, path: shape } },
  );
}
