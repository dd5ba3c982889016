import { CasementError } from "@casement/core";

/** One chat cannot be read: a tenant where the user is a guest (403), a chat that is gone (404). Throttling and outages are not meant. */
export const isRefusal = (error: unknown): boolean =>
  CasementError.is(error) && (error.code === "graph-not-found" || error.code === "graph-error");
