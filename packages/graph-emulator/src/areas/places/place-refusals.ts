import type { RefusalRow } from "../../refusals/refusal-row.ts";

/** Rows about rooms and room lists. */
export const placeRefusals = {
  "place-unknown": {
    appliesTo: "/places/{id}",
    rule: "A room or room list that the tenant does not have is not found.",
    unproven: "code and message",
    source: "learn.microsoft.com/graph/api/place-get",
    status: 404,
    code: "ErrorItemNotFound",
    message: "The specified object was not found in the store.",
  },
} as const satisfies Record<string, RefusalRow>;
