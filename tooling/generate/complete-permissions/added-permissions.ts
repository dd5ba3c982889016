import type { CompleteFacts } from "./complete-facts.ts";

/**
 * Delegated permissions that apps can ask for and Microsoft's map lacks, because it lists no call that accepts them. Source:
 * learn.microsoft.com/graph/permissions-reference.
 */
const addedPermissions: CompleteFacts["permissions"] = {
  "ChatMessage.Read": ["cdcdac3a-fd45-410d-83ef-554db620e5c7", false, false, null],
};

/** The facts with the added permissions, which come last: calls name permissions by number. */
export const withAddedPermissions = (facts: CompleteFacts): CompleteFacts => ({
  ...facts,
  permissions: { ...facts.permissions, ...addedPermissions },
});
