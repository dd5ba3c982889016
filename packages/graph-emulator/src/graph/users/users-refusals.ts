import type { RefusalRow } from "../../refusals.ts";

/** Rows about users. */
export const usersRefusals = {
  "users-default-properties": {
    appliesTo: "GET /me, /users",
    rule: "Without `$select`, a user has eleven properties. Others are sent only when selected.",
    source: "learn.microsoft.com/graph/api/user-get",
  },
  "user-other-basic": {
    appliesTo: "GET /users/{other}",
    rule: "`User.Read` covers only the signed-in user. Other users need `User.ReadBasic.All`.",
    source: "learn.microsoft.com/graph/api/user-get#permissions; learn.microsoft.com/graph/permissions-reference#userread",
    status: 403,
    code: "Authorization_RequestDenied",
    message: "Insufficient privileges to complete the operation.",
  },
} as const satisfies Record<string, RefusalRow>;
