import type { RefusalRow } from "../../refusals/refusal-row.ts";

/** Rows about presence. */
export const presenceRefusals = {
  "presence-of-others": {
    appliesTo: "GET /users/{id}/presence, /communications/presences/{id}",
    rule: "Reading the presence of another user needs `Presence.Read.All`.",
    source: "learn.microsoft.com/graph/api/presence-get#permissions",
  },
  "presence-bulk-limit": {
    appliesTo: "POST /communications/getPresencesByUserId",
    rule: "A request can contain at most 650 ids.",
    unproven: "message",
    source: "learn.microsoft.com/graph/api/cloudcommunications-getpresencesbyuserid",
    status: 400,
    code: "BadRequest",
    message: "The number of ids exceeds the maximum of 650.",
  },
  "presence-bulk-unknown": {
    appliesTo: "POST /communications/getPresencesByUserId",
    rule: "Unknown ids are omitted from the response.",
    source: "learn.microsoft.com/graph/api/cloudcommunications-getpresencesbyuserid",
  },
  "presence-others-message-times": {
    appliesTo: "GET presence of somebody else",
    rule: "The `statusMessage` of another user has no `expiryDateTime` and `publishedDateTime`.",
    source: "learn.microsoft.com/graph/api/presence-setstatusmessage, example 3",
  },
  "presence-set-own-only": {
    appliesTo: "POST /users/{other}/presence/setPresence, clearPresence, setStatusMessage…",
    rule: "With delegated permissions, users can set only their own presence.",
    unproven: "message",
    source: "learn.microsoft.com/graph/permissions-reference#presencereadwrite",
    status: 403,
    code: "Forbidden",
    message: "The signed-in user may set only their own presence.",
  },
  "presence-duration-range": {
    appliesTo: "POST /users/{id}/presence/setPresence",
    rule: "`expirationDuration` must be 5 to 240 minutes. Default: 5.",
    source:
      "learn.microsoft.com/graph/api/presence-setpresence; code and message: github.com/microsoftgraph/msgraph-sdk-dotnet/issues/1186",
    status: 400,
    code: "InvalidArgument",
    message: "The provided [ExpirationDuration] is out of range.",
  },
  "presence-pair": {
    appliesTo: "POST /users/{id}/presence/setPresence, setUserPreferredPresence",
    rule: "Only some pairs of availability and activity are accepted, different ones for each request.",
    unproven: "message",
    source: "learn.microsoft.com/graph/api/presence-setpresence; learn.microsoft.com/graph/api/presence-setuserpreferredpresence",
    status: 400,
    code: "InvalidArgument",
    message: "The provided [Availability] and [Activity] are not a supported combination.",
  },
  "presence-unknown-property": {
    appliesTo: "POST /users/{id}/presence/setPresence, setUserPreferredPresence",
    rule: "A misspelled `expirationDuration` is ignored, so that the default applies.",
    source: "github.com/O365/python-o365, O365/teams.py: it sends `expirationDutaion` with every request, and they succeed",
  },
  "presence-session-missing": {
    appliesTo: "POST /users/{id}/presence/clearPresence",
    rule: "Clearing a presence session that does not exist or has expired is refused with 404.",
    unproven: "code and message",
    source: "learn.microsoft.com/graph/api/presence-clearpresence",
    status: 404,
    code: "NotFound",
    message: "The presence session does not exist.",
  },
  "presence-session-fades": {
    appliesTo: "POST /users/{id}/presence/setPresence",
    rule: "An app's `Available` becomes `AvailableInactive` after 5 minutes and `Away` after 10 unless it is set again.",
    source: "learn.microsoft.com/graph/api/presence-setpresence#timeout-expiration-and-keep-alive",
  },
  "presence-preferred-needs-session": {
    appliesTo: "POST /users/{id}/presence/setUserPreferredPresence",
    rule: "Preferred presence is visible only while a session of an app or of Teams exists. Otherwise the user is Offline.",
    source: "learn.microsoft.com/graph/api/presence-setuserpreferredpresence",
  },
} as const satisfies Record<string, RefusalRow>;
