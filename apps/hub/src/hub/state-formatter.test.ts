import { expect, it } from "vitest";
import { createStateFormatter } from "./state-formatter.ts";

const format = createStateFormatter([
  {
    id: "office",
    texts: {
      en: { "sensors.desk.states.InACall": "In a call", "sensors.door.states.on": "Open" },
      de: { "sensors.desk.states.InACall": "In einem Anruf", "sensors.desk.states.Away": "Abwesend" },
    },
  },
  { id: "plain" },
]);

it.each([
  ["office", "desk", "InACall", "In a call"],
  ["office", "desk", "Away", "Away"],
  ["office", "door", true, "Open"],
  ["office", "door", "on", "Open"],
  ["office", "door", false, "false"],
  ["plain", "desk", "InACall", "InACall"],
  ["gone", "desk", 3, "3"],
  ["office", "desk", null, "unknown"],
  ["office", "desk", { a: 1 }, '{"a":1}'],
])("prints the state of %s/%s %j as %s", (plugin, kind, state, text) => {
  expect(format({ plugin, kind, state })).toBe(text);
});
