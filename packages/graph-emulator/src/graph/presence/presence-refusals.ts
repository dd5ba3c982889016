import type { RefusalRow } from "../../refusals.ts";

/** Presence. */
export const presenceRefusals = {
  "presence-of-others": {
    appliesTo: "GET /users/{id}/presence, /communications/presences/{id}",
    rule: "Reading somebody else's presence needs `Presence.Read.All`.",
    source: "graph/README.md; graph/permissions.json, note of /users/{id}/presence",
  },
  "presence-bulk-limit": {
    appliesTo: "POST /communications/getPresencesByUserId",
    rule: "At most 650 ids in one call.",
    unproven: "message",
    source: "reference-system.md §3.11",
    status: 400,
    code: "BadRequest",
    message: "The number of ids exceeds the maximum of 650.",
  },
  "presence-bulk-unknown": {
    appliesTo: "POST /communications/getPresencesByUserId",
    rule: "Ids nobody has are left out of the answer.",
    source: "learn.microsoft.com/graph/api/cloudcommunications-getpresencesbyuserid",
  },
  "presence-others-message-times": {
    appliesTo: "GET presence of somebody else",
    rule: "`statusMessage` of somebody else comes without `expiryDateTime` and `publishedDateTime`.",
    source: "learn.microsoft.com/graph/api/presence-setstatusmessage, example 3",
  },
  "presence-set-own-only": {
    appliesTo: "POST /users/{other}/presence/setPresence, clearPresence, setStatusMessage …",
    rule: "With delegated permissions only one's own presence can be set.",
    unproven: "message",
    source: "graph/permissions.json: consent text of `Presence.ReadWrite`",
    status: 403,
    code: "Forbidden",
    message: "The signed-in user may set only their own presence.",
  },
  "presence-duration-range": {
    appliesTo: "POST /users/{id}/presence/setPresence",
    rule: "`expirationDuration` is 5 to 240 minutes, 5 where it is missing.",
    source: "graph/schemas.json: x-duration; msgraph-sdk-dotnet issue 1186",
    status: 400,
    code: "InvalidArgument",
    message: "The provided [ExpirationDuration] is out of range.",
  },
  "presence-pair": {
    appliesTo: "POST /users/{id}/presence/setPresence, setUserPreferredPresence",
    rule: "Only some pairs of availability and activity are accepted, other ones for each call.",
    unproven: "message",
    source: "graph/schemas.json: x-known-pairs; reference-system.md §3.6 (DoNotDisturb/Presenting)",
    status: 400,
    code: "InvalidArgument",
    message: "The provided [Availability] and [Activity] are not a supported combination.",
  },
  "presence-unknown-property": {
    appliesTo: "POST /users/{id}/presence/setPresence, setUserPreferredPresence",
    rule: "A misspelt `expirationDuration` is ignored, so that the default lasts.",
    source: "reference-system.md §3.6: `expirationDutaion` is sent with every call and all succeed",
  },
  "presence-session-missing": {
    appliesTo: "POST /users/{id}/presence/clearPresence",
    rule: "Clearing a session that does not exist, or has expired, answers 404.",
    unproven: "code and message",
    source: "learn.microsoft.com/graph/api/presence-clearpresence",
    status: 404,
    code: "NotFound",
    message: "The presence session does not exist.",
  },
  "presence-session-fades": {
    appliesTo: "POST /users/{id}/presence/setPresence",
    rule: "An app's `Available` fades to `AvailableInactive` after 5 minutes and to `Away` after 10, unless it is set again.",
    source: "learn.microsoft.com/graph/api/presence-setpresence#timeout-expiration-and-keep-alive",
  },
  "presence-preferred-needs-session": {
    appliesTo: "POST /users/{id}/presence/setUserPreferredPresence",
    rule: "Preferred presence shows only while a session exists: an app's, or Teams'. Otherwise the user is Offline.",
    source: "learn.microsoft.com/graph/api/presence-setuserpreferredpresence",
  },
} as const satisfies Record<string, RefusalRow>;
