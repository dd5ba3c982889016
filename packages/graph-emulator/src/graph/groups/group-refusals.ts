import type { RefusalRow } from "../../refusals.ts";

/** Rows about groups and their calendars. */
export const groupRefusals = {
  "group-members-only": {
    appliesTo: "/groups/{id}/calendar, calendarView, events",
    rule: "Only members can access a group's calendar, regardless of their permissions. Administrators are no exception.",
    source: "github.com/microsoftgraph/microsoft-graph-docs/issues/12536; github.com/microsoftgraph/msgraph-sdk-powershell/issues/623",
    status: 403,
    code: "ErrorAccessDenied",
    message: "Access is denied. Check credentials and try again.",
  },
  "group-without-calendar": {
    appliesTo: "/groups/{id}/calendar, calendarView, events",
    rule: "Only Microsoft 365 groups (`Unified`) have a calendar. A security group has no mailbox.",
    source: "learn.microsoft.com/graph/api/resources/groups-overview",
    status: 404,
    code: "ResourceNotFound",
    message: "Resource could not be discovered.",
  },
  "group-unknown": {
    appliesTo: "/groups/{id}",
    rule: "A group of another tenant, or a deleted one, is not found.",
    source: "learn.microsoft.com/graph/api/group-get",
    status: 404,
    code: "Request_ResourceNotFound",
    message: "Resource '{id}' does not exist or one of its queried reference-property objects are not present.",
  },
  "group-delta-refused": {
    appliesTo: "GET /groups/{id}/calendarView/delta",
    rule: "Off by default: group calendars do not support change tracking. Microsoft's v1.0 page mentions only the user's primary calendar, while the permission map includes the request.",
    unproven: "message",
    source: "learn.microsoft.com/graph/api/event-delta; github.com/microsoftgraph/microsoft-graph-devx-content, permissions",
    status: 400,
    code: "ErrorInvalidRequest",
    message: "Change tracking is not supported against this group calendar.",
  },
  "group-search-consistency": {
    appliesTo: "GET /groups, /me/memberOf, /me/transitiveMemberOf with $search",
    rule: "`$search` in the directory needs the header `ConsistencyLevel: eventual`.",
    source: "learn.microsoft.com/graph/aad-advanced-queries; learn.microsoft.com/graph/api/group-list",
    status: 400,
    code: "Request_UnsupportedQuery",
    message: "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
  },
  "member-of-limited": {
    appliesTo: "GET /me/memberOf, /me/transitiveMemberOf",
    rule: "Without a permission to read groups, their ids are returned and all other properties are null.",
    source: "learn.microsoft.com/graph/permissions-overview: limited information returned for inaccessible member objects",
  },
} as const satisfies Record<string, RefusalRow>;
