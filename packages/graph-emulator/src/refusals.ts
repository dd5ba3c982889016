import { GraphFault } from "./graph/graph-fault.ts";

/** What Graph refuses, cuts down or leaves out, where a client would not expect it. */
export interface Refusal {
  /** The call or calls it is about. */
  call: string;
  rule: string;
  /** Where we know it from: a specification of this project, Microsoft's page, or a thread. */
  source: string;
  /** Answer, for what is refused; rows without one describe what is silently cut or left out. `{name}` is filled in. */
  status?: number;
  code?: string;
  message?: string;
}

/**
 * The table. A row is written before the code that meets it, and each id has a test: `refusals.test.ts` looks for its name in the tests.
 * Rows of areas that are not built are not here.
 */
const rows = {
  // every call
  "token-missing": {
    call: "any",
    rule: "A call without an access token answers 401.",
    source: "learn.microsoft.com/graph/resolve-auth-errors",
    status: 401,
    code: "InvalidAuthenticationToken",
    message: "Access token is empty.",
  },
  "token-invalid": {
    call: "any",
    rule: "A token that is malformed, not ours or meant for another audience answers 401.",
    source: "learn.microsoft.com/graph/resolve-auth-errors",
    status: 401,
    code: "InvalidAuthenticationToken",
    message: "Access token validation failure. {reason}",
  },
  "token-expired": {
    call: "any",
    rule: "An expired token answers 401, so that clients refresh.",
    source: "learn.microsoft.com/graph/resolve-auth-errors",
    status: 401,
    code: "InvalidAuthenticationToken",
    message: "Lifetime validation failed, the token is expired.",
  },
  "scope-missing": {
    call: "any",
    rule: "A token whose permissions do not cover the call answers 403, by Microsoft's permission map for its kind of account.",
    source: "product.md §5; graph/permissions.json",
    status: 403,
    code: "ErrorAccessDenied",
    message: "Access is denied. Check credentials and try again.",
  },
  "scope-missing-teams": {
    call: "presence, chats",
    rule: "Presence and chats name the scopes in their refusal, and call it Forbidden.",
    source: "learn.microsoft.com/graph/api/presence-get, answers reported by clients",
    status: 403,
    code: "Forbidden",
    message: "Missing scope permissions on the request. API requires one of '{least}'. Scopes on the request '{scopes}'",
  },
  "other-mailbox-needs-shared-scope": {
    call: "/users/{other}/messages, mailFolders, calendar…",
    rule: "Somebody else's mailbox or calendar needs the `.Shared` form of the permission and that the owner shared it.",
    source: "graph/README.md, operation `shared`; learn.microsoft.com/graph/outlook-share-messages-folders",
    status: 403,
    code: "ErrorAccessDenied",
    message: "Access is denied. Check credentials and try again.",
  },
  "other-mailbox-hidden": {
    call: "/users/{other}/messages, mailFolders, calendar…",
    rule: "A mailbox that its owner did not share is not found, whatever the permissions of the token.",
    source: "learn.microsoft.com/graph/outlook-share-messages-folders",
    status: 404,
    code: "ErrorItemNotFound",
    message: "The specified object was not found in the store., The process failed to get the correct properties.",
  },
  "personal-not-available": {
    call: "/groups, /users, presence, chats of personal accounts",
    rule: "What the permission map denies to personal accounts is refused, whatever the token says.",
    source: "graph/permissions.json: `personal: null`",
    status: 403,
    code: "Forbidden",
    message: "This API is not supported for MSA accounts.",
  },
  "personal-presence": {
    call: "/me/presence, /communications/…",
    rule: "Presence is not available to personal accounts.",
    source: "graph/README.md",
  },
  "personal-get-schedule": {
    call: "POST /me/calendar/getSchedule",
    rule: "Free/busy is not available to personal accounts.",
    source: "graph/README.md",
    status: 403,
    code: "ErrorAccessDenied",
    message: "This API is not supported for MSA accounts.",
  },
  "beta-not-served": {
    call: "/beta/…",
    rule: "Only v1.0 is emulated.",
    source: "product.md §5",
    status: 404,
    code: "UnknownVersion",
    message: "This emulator serves v1.0 only: write /v1.0 in place of /{version}.",
  },
  "segment-unknown": {
    call: "any",
    rule: "A path Graph does not know answers 400, not 404.",
    source: "github.com/microsoftgraph/microsoft-graph-docs/issues, many: 'Resource not found for the segment'",
    status: 400,
    code: "BadRequest",
    message: "Resource not found for the segment '{segment}'.",
  },
  "filter-syntax": {
    call: "any collection",
    rule: "A `$filter` that does not parse answers 400.",
    source: "learn.microsoft.com/graph/query-parameters",
    status: 400,
    code: "BadRequest",
    message: "Invalid filter clause: Syntax error at position {at} in '{text}'.",
  },
  "top-above-maximum": {
    call: "/me/messages, /users",
    rule: "`$top` above the maximum answers 400: 1000 for messages, 999 for users.",
    source: "learn.microsoft.com/graph/api/user-list-messages; /graph/api/user-list",
    status: 400,
    code: "BadRequest",
    message: "The query specified in the URI is not valid. The limit of '{limit}' for Top query has been exceeded. The value from the incoming request is '{value}'.",
  },
  "batch-more-than-20": {
    call: "POST /$batch",
    rule: "More than 20 requests in a batch are refused as a whole.",
    source: "limits.md §6.1; learn.microsoft.com/graph/json-batching",
    status: 400,
    code: "BadRequest",
    message: "Number of batch request steps exceeds the maximum value of 20.",
  },
  "batch-failed-dependency": {
    call: "POST /$batch",
    rule: "A request whose `dependsOn` failed answers 424 and is not run.",
    source: "learn.microsoft.com/graph/json-batching",
    status: 424,
    code: "FailedDependency",
    message: "The request could not be performed because a request it depends on failed.",
  },
  "delta-token-expired": {
    call: "any delta",
    rule: "A delta link that is too old answers 410; the client reads everything anew.",
    source: "reference-system.md §3.11; learn.microsoft.com/graph/delta-query-overview",
    status: 410,
    code: "SyncStateNotFound",
    message: "The sync state generation is not found; generation: 0.",
  },
  "delta-token-invalid": {
    call: "any delta",
    rule: "A delta link that was tampered with, or is of another folder, answers 400.",
    source: "learn.microsoft.com/graph/delta-query-overview",
    status: 400,
    code: "SyncStateInvalid",
    message: "The sync state data is invalid.",
  },

  // sign-in
  "consent-all-or-nothing": {
    call: "/{tenant}/oauth2/v2.0/authorize",
    rule: "Consent is given to all requested permissions or cancelled (AADSTS65004); a person cannot pick some.",
    source: "product.md §1",
  },
  "consent-needs-admin": {
    call: "/{tenant}/oauth2/v2.0/authorize",
    rule: "One permission that only an administrator may grant blocks the whole request (AADSTS90094).",
    source: "product.md §1; learn.microsoft.com/entra/identity-platform/reference-error-codes",
  },

  // mail
  "mail-search-orderby": {
    call: "GET /me/messages?$search&$orderby",
    rule: "`$search` cannot be combined with `$orderby`.",
    source: "reference-system.md §3.11; github.com/visionik/mogcli/issues/11",
    status: 400,
    code: "SearchWithOrderBy",
    message: "The query parameter '$orderBy' is not supported with '$search'.",
  },
  "mail-search-filter": {
    call: "GET /me/messages?$search&$filter",
    rule: "`$search` cannot be combined with `$filter`.",
    source: "reference-system.md §3.11",
    status: 400,
    code: "SearchWithFilter",
    message: "The query parameter '$filter' is not supported with '$search'.",
  },
  "mail-inefficient-filter": {
    call: "GET /me/messages?$filter&$orderby",
    rule: "The sort key must be the first property that is filtered by.",
    source: "reference-system.md §3.4; learn.microsoft.com/graph/api/user-list-messages",
    status: 400,
    code: "InefficientFilter",
    message: "The restriction or sort order is too complex for this operation.",
  },
  "message-delta-filter": {
    call: "GET /me/mailFolders/{id}/messages/delta?$filter",
    rule: "Message delta filters by `receivedDateTime ge` and `gt` only.",
    source: "learn.microsoft.com/graph/api/message-delta",
    status: 400,
    code: "ErrorInvalidUrlQueryFilter",
    message: "The filter is not supported on this query: only receivedDateTime with ge or gt.",
  },
  "message-delta-orderby": {
    call: "GET /me/mailFolders/{id}/messages/delta?$orderby",
    rule: "Message delta orders by `receivedDateTime desc` only.",
    source: "learn.microsoft.com/graph/api/message-delta",
    status: 400,
    code: "ErrorInvalidUrlQueryOrderBy",
    message: "The sort order is not supported on this query: only receivedDateTime desc.",
  },
  "message-delta-search": {
    call: "GET /me/mailFolders/{id}/messages/delta?$search",
    rule: "Message delta does not search.",
    source: "learn.microsoft.com/graph/api/message-delta",
    status: 400,
    code: "ErrorInvalidUrlQuery",
    message: "The query parameter '$search' is not supported with change tracking.",
  },
  "message-delta-folder-only": {
    call: "GET /me/messages/delta",
    rule: "Messages have delta per folder, not for the whole mailbox.",
    source: "reference-system.md §3.11",
    status: 400,
    code: "ErrorInvalidRequest",
    message: "Change tracking is not supported against 'microsoft.graph.message' outside of a folder.",
  },
  "message-delta-page-cap": {
    call: "GET /me/mailFolders/{id}/messages/delta",
    rule: "A page of message delta has at most 512 items, whatever `odata.maxpagesize` asks for.",
    source: "learn.microsoft.com/graph/delta-query-messages (page size is a wish); cap observed by clients",
  },
  "mail-readbasic-strips": {
    call: "GET messages with Mail.ReadBasic",
    rule: "With `Mail.ReadBasic` alone, body, preview, unique body, attachments and extended properties are left out.",
    source: "graph/permissions.json, `gives` of Mail.ReadBasic",
  },
  "mail-readbasic-search": {
    call: "GET /me/messages?$search with Mail.ReadBasic",
    rule: "`$search` reads bodies and needs `Mail.Read`.",
    source: "product.md §2: Mail.ReadBasic when no sensor searches",
    status: 403,
    code: "ErrorAccessDenied",
    message: "Access is denied. Check credentials and try again.",
  },
  "mail-id-changes-on-move": {
    call: "POST /me/messages/{id}/move",
    rule: "A moved message has a new id, unless the client asks for immutable ids.",
    source: "learn.microsoft.com/graph/outlook-immutable-id",
  },
  "mail-etag-mismatch": {
    call: "PATCH, DELETE with If-Match",
    rule: "A change with an outdated `If-Match` answers 412.",
    source: "learn.microsoft.com/graph/errors",
    status: 412,
    code: "ErrorIrresolvableConflict",
    message: "The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.",
  },

  // presence
  "presence-of-others": {
    call: "GET /users/{id}/presence, /communications/presences/{id}",
    rule: "Reading somebody else's presence needs `Presence.Read.All`.",
    source: "graph/README.md; graph/permissions.json, note of /users/{id}/presence",
  },
  "presence-bulk-limit": {
    call: "POST /communications/getPresencesByUserId",
    rule: "At most 650 ids in one call.",
    source: "reference-system.md §3.11",
    status: 400,
    code: "BadRequest",
    message: "The number of ids exceeds the maximum of 650.",
  },
  "presence-bulk-unknown": {
    call: "POST /communications/getPresencesByUserId",
    rule: "Ids nobody has are left out of the answer.",
    source: "learn.microsoft.com/graph/api/cloudcommunications-getpresencesbyuserid",
  },

  // to do
  "todo-select": {
    call: "GET /me/todo/lists, …/tasks",
    rule: "A `$select` that is not empty answers 400.",
    source: "reference-system.md §3.11; github.com/microsoftgraph/msgraph-sdk-dotnet/issues/2900",
    status: 400,
    code: "invalidRequest",
    message: "Invalid request",
  },
  "todo-other-user": {
    call: "/users/{other}/todo/…",
    rule: "Somebody else's lists cannot be read by their name; shared lists appear in one's own.",
    source: "graph/README.md; github.com/microsoftgraph/microsoft-graph-toolkit/issues/1620",
    status: 400,
    code: "invalidRequest",
    message: "Invalid request",
  },
  "todo-delta-filter": {
    call: "GET /me/todo/lists/{id}/tasks/delta?$filter, $orderby",
    rule: "Task delta takes neither `$filter` nor `$orderby`.",
    source: "learn.microsoft.com/graph/api/todotask-delta",
    status: 400,
    code: "invalidRequest",
    message: "Invalid request",
  },
  "todo-list-delta-readwrite": {
    call: "GET /me/todo/lists/delta",
    rule: "Delta on task lists needs `Tasks.ReadWrite`, even to read.",
    source: "graph/README.md",
    status: 403,
    code: "accessDenied",
    message: "Access is denied. Check credentials and try again.",
  },
  "todo-default-list": {
    call: "DELETE /me/todo/lists/{id}",
    rule: "The built-in lists can be neither removed nor renamed.",
    source: "learn.microsoft.com/graph/api/resources/todotasklist, wellknownListName",
    status: 400,
    code: "invalidRequest",
    message: "Wellknown lists cannot be renamed or deleted.",
  },
  "todo-linked-resources": {
    call: "GET /me/todo/lists/{id}/tasks",
    rule: "Checklist items come inline; linked resources only with `$expand=linkedResources`.",
    source: "reference-system.md §3.11",
  },
  "todo-completed-midnight": {
    call: "GET /me/todo/lists/{id}/tasks",
    rule: "`completedDateTime` is the UTC midnight of the day of completion, not its time.",
    source: "reference-system.md §3.8; github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8663",
  },

  // directory
  "users-default-properties": {
    call: "GET /me, /users",
    rule: "Without `$select` a user has eleven properties; others come only when selected.",
    source: "learn.microsoft.com/graph/api/user-get",
  },
  "user-other-basic": {
    call: "GET /users/{other}",
    rule: "`User.Read` covers the signed-in user alone; somebody else needs `User.ReadBasic.All`.",
    source: "graph/permissions.json, note of GET /users/{id}",
    status: 403,
    code: "Authorization_RequestDenied",
    message: "Insufficient privileges to complete the operation.",
  },

  // calendar: tests in graph/calendar
  "calendar-list-page-cap": {
    call: "GET /me/calendars",
    rule: "A page has 10 calendars unless `$top` says more; what comes after needs `@odata.nextLink`.",
    source: "reference-system.md §3.11; learn.microsoft.com/graph/api/user-list-calendars",
  },
  "calendar-delta-stubs": {
    call: "GET /me/calendarView/delta",
    rule: "Occurrences of a series come as stubs: id, type, seriesMasterId, start and end.",
    source: "limits.md §6",
  },
  "calendar-delta-select": {
    call: "GET /me/calendarView/delta?$select",
    rule: "calendarView delta takes no `$select`, `$expand`, `$filter`, `$orderby` or `$search`.",
    source: "limits.md §6; learn.microsoft.com/graph/api/event-delta",
    status: 400,
    code: "ErrorInvalidUrlQuery",
    message: "The following parameters are not supported with change tracking over the 'CalendarView' resource: '{options}'.",
  },
  "calendar-view-needs-window": {
    call: "GET /me/calendarView, /me/calendarView/delta",
    rule: "Start and end of the window must be given.",
    source: "learn.microsoft.com/graph/api/user-list-calendarview",
    status: 400,
    code: "ErrorInvalidParameter",
    message: "This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.",
  },
} as const satisfies Record<string, Refusal>;

export type RefusalId = keyof typeof rows;
export const refusals: Readonly<Record<RefusalId, Refusal>> = rows;

/** The refusal as the error Graph answers with. `values` fill the `{name}`s of its message. */
export function refuse(id: RefusalId, values: Readonly<Record<string, string | number>> = {}): GraphFault {
  const { status = 400, code = "BadRequest", message = "" } = refusals[id];
  return new GraphFault(
    status,
    code,
    message.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? "")),
  );
}
