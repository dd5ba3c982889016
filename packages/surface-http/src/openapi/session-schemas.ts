import type { JsonSchema } from "../route.ts";
import { enumOf, objectOf, textListSchema } from "./schema-builders.ts";

const dayTimeSchema: JsonSchema = { type: "string", pattern: "^([01]\\d|2[0-3]):[0-5]\\d$" };
/** `WallSettings` */
export const wallSettingsSchema: JsonSchema = {
  ...objectOf({
    "cards?": { ...textListSchema, description: "`calendars`, `states` and ids of lists, in the order of the page. Omitted: all." },
    "hiddenCalendars?": { ...textListSchema, description: "Ids of the calendars that the agenda leaves out." },
    "night?": {
      ...objectOf({ from: dayTimeSchema, to: dayTimeSchema }),
      description:
        "When the display is dimmed, in the time zone in which the page shows times: that of the first account. The same time twice: never.",
    },
  }),
  description: "How the browser shows its wall page.",
};

/** What a client may do, and what its browser keeps on the hub. */
export const sessionSchemas: Readonly<Record<string, JsonSchema>> = {
  access: enumOf("full", "change", "read"),
  "kind?": { type: "string", description: "Of a session, or of the token of a program: `browser`, `wall` or `program`." },
  "mayTick?": { ...textListSchema, description: "With read access: the lists whose items can be completed and reopened." },
  "wall?": wallSettingsSchema,
};
