import type { Refusal } from "../../refusals.ts";

/** Mail. */
export const mailRefusals = {
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
    message:
      "The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.",
  },
} as const satisfies Record<string, Refusal>;
