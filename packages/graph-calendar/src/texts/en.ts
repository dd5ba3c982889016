import type { SharedWords } from "./shared-texts.ts";

/** English titles and descriptions are in the definitions. */
export const enWords = {
  states: { on: "Event in progress", off: "No event" },
  fields: {
    showAs: { values: { oof: "Out of office", workingElsewhere: "Working elsewhere" } },
    bodyType: { values: { html: "HTML" } },
  },
} as const satisfies SharedWords;
