import type { PluginDefinition } from "./definition.ts";
import { nearest } from "./nearest.ts";
import type { Presentation } from "./plugin.ts";

/** What is wrong with a plugin's `texts`: paths that lead to nothing, and texts that say nothing. */
export function* mistakesInTexts(plugin: PluginDefinition): Iterable<string> {
  const paths = new Set(textPaths(plugin));
  const open = openStates(plugin);
  for (const [language, texts] of Object.entries(plugin.texts ?? {}))
    for (const [path, text] of Object.entries(texts)) {
      const leads = paths.has(path) || open.some((states) => path.startsWith(states) && path.length > states.length);
      if (!leads) {
        const near = nearest(path, paths);
        yield `texts.${language}: "${path}" leads to nothing${near ? `, did you mean "${near}"?` : ""}`;
      }
      if (typeof text !== "string" || text.trim() === "") yield `texts.${language}: "${path}" is empty`;
    }
}

/** Every path that a text can have, with the states that are known beforehand. */
function* textPaths({ sensors, services, events, scopes }: PluginDefinition): Iterable<string> {
  yield "title";
  for (const [kind, { present }] of Object.entries(sensors ?? {})) {
    yield `sensors.${kind}.title`;
    if (present?.unit) yield `sensors.${kind}.unit`;
    for (const state of knownStates(present) ?? []) yield `sensors.${kind}.states.${state}`;
  }
  for (const name of Object.keys(services ?? {})) yield `services.${name}.title`;
  for (const name of Object.keys(events ?? {})) yield `events.${name}.title`;
  for (const name of Object.keys(scopes ?? {})) yield `scopes.${name}.why`;
}

/** Undefined: any word may turn up. */
function knownStates(present: Presentation | undefined): readonly string[] | undefined {
  if (present?.kind === "binary") return ["on", "off"];
  return present?.options ?? (present?.kind === "number" || present?.kind === "timestamp" ? [] : undefined);
}

/** Beginnings of the states' paths, of sensors whose states are not known beforehand. */
const openStates = ({ sensors }: PluginDefinition): readonly string[] =>
  Object.entries(sensors ?? {})
    .filter(([, { present }]) => knownStates(present) === undefined)
    .map(([kind]) => `sensors.${kind}.states.`);
