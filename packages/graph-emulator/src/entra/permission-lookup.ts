import type { findPermission } from "@casement/core";

/** Looks up a delegated permission by name, ignoring case and including `openid` and the like. Returns undefined for an unknown name. */
export type PermissionLookup = typeof findPermission;
