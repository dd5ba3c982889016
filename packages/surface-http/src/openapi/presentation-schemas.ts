import type { JsonSchema } from "../route.ts";
import { enumOf, listOf, objectOf, textListSchema, textSchema } from "./schema-builders.ts";

const propertyNames = (...names: readonly string[]): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(names.map((name) => [`${name}?`, textSchema]));
const attributeOf = (description: string): JsonSchema => ({ type: "string", description });
const anyObjectSchema: JsonSchema = { type: "object", additionalProperties: {} };

const controlTitle = { "title?": { type: "string", description: "Default: the sensor's title." } };

/** `Presentation` of the contract. */
const sensorPresentationSchema: JsonSchema = objectOf({
  kind: enumOf("binary", "number", "timestamp", "enum", "text"),
  "icon?": { type: "string", description: "Material Design Icons: `mdi:calendar`." },
  "unit?": textSchema,
  "options?": { ...textListSchema, description: "The states of an `enum`." },
  "deviceClass?": { type: "string", description: "Home Assistant's device class." },
  "color?": attributeOf("The attribute that holds a CSS color."),
  "details?": { ...textListSchema, description: "Attributes whose texts say more about the state." },
  "editable?": attributeOf("The attribute that is false where items cannot be added or changed."),
  "items?": {
    ...objectOf({
      attribute: attributeOf("The attribute of the sensor that holds the list of items."),
      as: enumOf("events", "tasks", "messages", "list"),
      title: textSchema,
      "truncated?": attributeOf("The attribute of the sensor that is true if there are more items than it lists."),
      "days?": attributeOf("The attribute of the sensor with the number of days, beginning with today, that the list covers."),
      "id?": { type: "string", description: "Default: `id`." },
      ...propertyNames(
        "start",
        "end",
        "location",
        "canceled",
        "series",
        "attendees",
        "conversation",
        "read",
        "from",
        "text",
        "done",
        "link",
      ),
    }),
    description: "The list of items that the sensor has, and names of properties of an item.",
  },
  "control?": {
    description: "The services that switch it, or that select its state.",
    oneOf: [
      objectOf({ on: textSchema, off: textSchema, ...controlTitle }),
      objectOf({ select: textSchema, field: textSchema, ...controlTitle }),
    ],
  },
});

const messagePresentationSchema: JsonSchema = {
  ...objectOf({
    "attribute?": { type: "string", description: "The property with the list of messages. Omitted: the result is one message." },
    ...propertyNames("title", "from", "to", "start", "text", "html", "truncated", "own", "attachments"),
  }),
  description: "Names of properties of a message.",
};

const itemUseSchema: JsonSchema = {
  ...objectOf({
    of: { description: "A sensor kind, or several.", oneOf: [textSchema, textListSchema] },
    does: enumOf("list", "open", "download", "add", "change", "complete", "reopen", "remove", "act"),
    "id?": { type: "string", description: "The input field for the item's id, or a list of ids." },
    "fields?": { type: "object", additionalProperties: textSchema, description: "The input fields for what a surface has at hand." },
    "only?": { type: "object", additionalProperties: listOf({}), description: "Only for items with one of these values." },
    "has?": { ...textListSchema, description: "Only for items that have something in each of these properties." },
    "shows?": { ...messagePresentationSchema, description: "Of `open`: the messages that it returns. Names of properties of a message." },
    "input?": { ...anyObjectSchema, description: "Further input for `shows`, and of `list` for a whole range." },
  }),
  description: "How the service uses the items of a sensor.",
};

/** How surfaces show sensors and use services without knowing plugins. */
export const presentationSchemas = { SensorPresentation: sensorPresentationSchema, ItemUse: itemUseSchema };
