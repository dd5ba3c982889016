import { CasementError } from "@casement/core";

/**
 * Whether Graph refuses to return one chat: 403, for example in a tenant where the user is a guest, or 404 for a deleted chat. Throttling
 * and outages have other codes.
 */
export const isChatRefusal = (error: unknown): boolean =>
  CasementError.is(error) && (error.code === "graph-not-found" || error.code === "graph-error");
