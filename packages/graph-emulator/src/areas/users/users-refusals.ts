import type { RefusalRow } from "../../refusals/refusal-row.ts";

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
  "user-without-manager": {
    appliesTo: "GET /me/manager, /users/{id}/manager",
    rule: "A user without a manager is refused with 404.",
    source: "learn.microsoft.com/graph/api/user-list-manager; message as clients quote it",
    status: 404,
    code: "Request_ResourceNotFound",
    message: "Resource 'manager' does not exist or one of its queried reference-property objects are not present.",
  },
  "people-search-other": {
    appliesTo: "GET /users/{other}/people?$search",
    rule: "`$search` finds only people of the signed-in user.",
    unproven: "code and message",
    source: "learn.microsoft.com/graph/api/user-list-people",
    status: 400,
    code: "BadRequest",
    message: "The query parameter '$search' is supported only for the signed-in user.",
  },
  "people-search-skip": {
    appliesTo: "GET /me/people?$search&$skip",
    rule: "`$search` cannot be combined with `$skip`.",
    unproven: "code and message",
    source: "learn.microsoft.com/graph/api/user-list-people",
    status: 400,
    code: "BadRequest",
    message: "The query parameter '$skip' is not supported with '$search'.",
  },
} as const satisfies Record<string, RefusalRow>;
