import type { RefusalRow } from "../../refusals.ts";

/** People. */
export const usersRefusals = {
  "users-default-properties": {
    appliesTo: "GET /me, /users",
    rule: "Without `$select` a user has eleven properties; others come only when selected.",
    source: "learn.microsoft.com/graph/api/user-get",
  },
  "user-other-basic": {
    appliesTo: "GET /users/{other}",
    rule: "`User.Read` covers the signed-in user alone; somebody else needs `User.ReadBasic.All`.",
    source: "graph/permissions.json, note of GET /users/{id}",
    status: 403,
    code: "Authorization_RequestDenied",
    message: "Insufficient privileges to complete the operation.",
  },
} as const satisfies Record<string, RefusalRow>;
