import type { findPermission } from "@casement/core";

/** A delegated permission by name in any case, `openid` and the like included; undefined for what is no permission. */
export type PermissionLookup = typeof findPermission;
