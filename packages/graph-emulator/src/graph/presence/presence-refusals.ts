import type { Refusal } from "../../refusals.ts";

/** Presence. */
export const presenceRefusals = {
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
} as const satisfies Record<string, Refusal>;
