import { expect, it } from "vitest";
import { agendaMistakes } from "./agenda-mistakes.ts";
import type { PluginDefinition } from "./definition.ts";

const plugin = { services: { "add-task": {}, "list-tasks": { effect: "read" } } } as unknown as PluginDefinition;
const agenda = { component: "VTODO", version: 1, group: () => "", read: () => undefined, spans: () => [], needs: () => ({}) };

it.each([
  [{}, []],
  [{ writes: { services: ["add-task"], plan: () => ({ calls: [] }) } }, []],
  [{ needs: undefined }, []],
  [{ search: { service: "list-tasks", input: () => ({}), found: () => [] } }, []],
  [
    { search: { service: "add-task", input: () => ({}), found: () => [] } },
    ['a.search.service must be a service of the plugin with `effect: "read"`'],
  ],
  [{ search: { service: "list-tasks" } }, ["a.search.input must be a function", "a.search.found must be a function"]],
  [{ component: "VJOURNAL" }, ["a.component must be VEVENT or VTODO"]],
  [{ version: "1" }, ["a.version must be a whole number"]],
  [{ group: undefined, spans: [] }, ["a.group must be a function", "a.spans must be a function"]],
  [{ needs: { from: 1 } }, ["a.needs must be a function"]],
  [{ writes: true }, ["a.writes.plan must be a function", "a.writes.services must be a list of services"]],
  [
    { writes: { services: ["add-task"], plan: {}, allows: true } },
    ["a.writes.plan must be a function", "a.writes.allows must be a function"],
  ],
  [
    { writes: { services: ["toString"], plan: () => ({ calls: [] }) } },
    ['a.writes.services names "toString", which is not a service of the plugin'],
  ],
])("%j", (changed, mistakes) => {
  expect([...agendaMistakes("a", { ...agenda, ...changed }, plugin)]).toEqual(mistakes);
});

it("names every part that an agenda lacks", () => {
  expect([...agendaMistakes("a", null, plugin)]).toHaveLength(5);
});
