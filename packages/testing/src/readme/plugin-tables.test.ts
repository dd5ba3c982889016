import type { PluginDefinition } from "@casement/core";
import { expect, it } from "vitest";
import { pluginsTable, pluginTables } from "./plugin-tables.ts";
import type { JsonSchema } from "./schema-fields.ts";

/** A schema that can only be converted to JSON Schema. */
const schema = (properties: Record<string, JsonSchema>, required: readonly string[] = []) => {
  const convert = () => ({ type: "object", properties, required });
  return { "~standard": { jsonSchema: { input: convert, output: convert } } };
};

const definition = {
  apiVersion: 1,
  id: "lamps",
  title: "Lamps",
  config: schema(
    {
      rooms: {
        type: "array",
        default: [],
        items: { anyOf: [{ type: "string" }, { type: "object", properties: { room: { type: "string" } }, required: ["room"] }] },
      },
      dim: { type: "integer", minimum: 1, maximum: 9, default: 3, description: "How dark" },
    },
    ["dim"],
  ),
  scopes: {
    "Group.Read.All": { tier: "read", why: "See the lamps | and shades" },
    "Tasks.ReadWrite": { tier: "update", why: "Switch them", when: () => true },
  },
  feeds: { lamps: { scope: "Group.Read.All" } },
  sensors: {
    lamp: {
      title: "Lamp",
      feed: "lamps",
      value: schema({ state: { enum: ["on", "off"] }, since: { type: "string", format: "date-time" } }, ["state"]),
    },
  },
  services: {
    "turn-on": {
      title: "Turn on",
      scope: ["Tasks.ReadWrite", "Group.Read.All"],
      target: "lamp",
      input: schema(
        {
          colors: { type: "array", items: { type: "string" }, description: "CSS\ncolors" },
          fade: { anyOf: [{ type: "integer" }, { type: "null" }], default: 3 },
          at: { type: "object", properties: { room: {}, shelf: {} }, required: ["room"] },
        },
        ["colors"],
      ),
      output: schema({}),
    },
  },
  events: { lit: schema({ id: { type: "string" } }), unlit: schema({ id: { type: "string" } }) },
} as unknown as PluginDefinition;

it("describes a plugin's whole interface", () => {
  expect(pluginTables(definition)).toBe(`## Settings

| Key | Type | Meaning |
| --- | --- | --- |
| \`rooms\` | list of text or blocks |  |
| \`rooms[].room\` | text | Needed |
| \`dim\` | whole number, 1 to 9 | How dark. Default: \`3\` |

## Permissions

| Permission | Tier | Asked for | Needs an administrator | Why |
| --- | --- | --- | --- | --- |
| \`Group.Read.All\` | read | always | yes | See the lamps \\| and shades |
| \`Tasks.ReadWrite\` | update: only with \`enableUpdate\` | depending on the configuration | where Microsoft manages consent | Switch them |

## Sensors

### \`lamp\`: Lamp

Needs \`Group.Read.All\`.

| Attribute | Type | Meaning |
| --- | --- | --- |
| \`state\` | "on" or "off" |  |
| \`since?\` | date-time |  |

## Services

### \`turn-on\`: Turn on

Needs \`Tasks.ReadWrite\`, \`Group.Read.All\`. Not safe to repeat. Acts on one \`lamp\` sensor, named by the input \`sensor\`.

| Input | Type | Required | Meaning |
| --- | --- | --- | --- |
| \`colors\` | list of text | yes | CSS colors |
| \`fade\` | whole number or null |  | Default: 3 |
| \`at\` | { room, shelf? } |  |  |

Output: none.

## Events

### \`lit\`, \`unlit\`

| Payload | Type | Meaning |
| --- | --- | --- |
| \`id?\` | text |  |`);
});

it("describes in one row what a plugin requests and offers", () => {
  expect(pluginsTable([{ folder: "packages/plugin-lamps", definition }])).toContain(
    "| [lamps](packages/plugin-lamps/README.md): Lamps | `Group.Read.All` | `Tasks.ReadWrite` | `lamp` | `turn-on` | `lit`, `unlit` |",
  );
});
