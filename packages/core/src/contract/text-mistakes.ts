import { nearestName } from "../nearest-name.ts";
import type { PluginDefinition, ServiceDefinition } from "./definition.ts";
import type { Presentation } from "./presentation.ts";
import { jsonSchema } from "./validate.ts";

/** A schema can contain itself. */
const maxDepth = 6;

/** The mistakes in a plugin's `texts`: paths that do not exist, and empty texts. */
export function* textMistakes(plugin: PluginDefinition): Iterable<string> {
  const paths = new Set(textPaths(plugin));
  const openPrefixes = [...openStatePrefixes(plugin), ...[...attributePaths(plugin.sensors)].map((path) => `${path}.values.`)];
  for (const [language, texts] of Object.entries(plugin.texts ?? {}))
    for (const [path, text] of Object.entries(texts)) {
      const exists = paths.has(path) || openPrefixes.some((prefix) => path.startsWith(prefix) && path.length > prefix.length);
      if (!exists) {
        const near = nearestName(path, paths);
        yield `texts.${language}: there is no path "${path}"${near ? `, did you mean "${near}"?` : ""}`;
      }
      if (typeof text !== "string" || text.trim() === "") yield `texts.${language}: "${path}" is empty`;
    }
}

/** Every path that a text can have. Includes only the states that are known in advance. */
function* textPaths({ config, sensors, services, events, scopes }: PluginDefinition): Iterable<string> {
  yield "title";
  if (config) yield* settingPaths("config", jsonSchema(config, "input"));
  yield* attributePaths(sensors);
  for (const [kind, { present }] of Object.entries(sensors ?? {})) {
    yield `sensors.${kind}.title`;
    if (present?.control?.title !== undefined) yield `sensors.${kind}.control.title`;
    if (present?.unit) yield* [`sensors.${kind}.unit`, `sensors.${kind}.unitOfOne`];
    for (const state of knownStates(present) ?? []) yield `sensors.${kind}.states.${state}`;
  }
  for (const [name, service] of Object.entries(services ?? {})) {
    yield `services.${name}.title`;
    yield `services.${name}.summary`;
    yield* fieldPaths(`services.${name}.input`, service);
  }
  for (const name of Object.keys(events ?? {})) yield `events.${name}.title`;
  for (const name of Object.keys(scopes ?? {})) yield `scopes.${name}.why`;
}

function* attributePaths(sensors: PluginDefinition["sensors"] | undefined): Iterable<string> {
  for (const { value } of Object.values(sensors ?? {}))
    for (const name of propertyNames(jsonSchema(value, "output"))) yield `attributes.${name}`;
}

function* fieldPaths(prefix: string, { input }: ServiceDefinition): Iterable<string> {
  const { properties } = jsonSchema(input, "input") as { properties?: Readonly<Record<string, unknown>> };
  for (const [field, schema] of Object.entries(properties ?? {})) {
    yield `${prefix}.${field}.title`;
    yield `${prefix}.${field}.description`;
    if (unitIn(schema)) yield `${prefix}.${field}.unit`;
    for (const value of choicesIn(schema)) yield `${prefix}.${field}.values.${value}`;
  }
}

/** The settings of an object, and of the objects in its lists. */
function* settingPaths(prefix: string, schema: unknown, depth = 0): Iterable<string> {
  if (typeof schema !== "object" || schema === null || depth > maxDepth) return;
  const { properties, items, anyOf, oneOf } = schema as Readonly<Record<string, unknown>>;
  for (const [field, inner] of Object.entries(properties ?? {})) {
    const path = `${prefix}.${field}`;
    yield `${path}.title`;
    yield `${path}.description`;
    for (const value of choicesIn(inner)) yield `${path}.values.${value}`;
    yield* settingPaths(path, inner, depth + 1);
  }
  for (const part of [items, anyOf, oneOf].flat()) yield* settingPaths(prefix, part, depth + 1);
}

/** Whether a field, or what it consists of, has a unit. */
function unitIn(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  return "x-unit" in schema || [(schema as { anyOf?: unknown }).anyOf].flat().some(unitIn);
}

/** The choices of a field, of the items of a list, or of what those consist of. */
function* choicesIn(schema: unknown): Iterable<string> {
  if (typeof schema !== "object" || schema === null) return;
  const { enum: choices, const: choice, items, anyOf, oneOf, properties } = schema as Readonly<Record<string, unknown>>;
  for (const value of [choices, choice].flat()) if (value !== undefined && value !== null) yield String(value);
  for (const part of [items, anyOf, oneOf, Object.values(properties ?? {})].flat()) yield* choicesIn(part);
}

/** Names of the properties of a value, at any depth. */
function* propertyNames(schema: unknown, depth = 0): Iterable<string> {
  if (typeof schema !== "object" || schema === null || depth > maxDepth) return;
  const { properties = {}, $defs = {}, items, anyOf, oneOf } = schema as Readonly<Record<string, unknown>>;
  yield* Object.keys(properties as object);
  const parts = [...Object.values(properties as object), ...Object.values($defs as object), items, anyOf, oneOf].flat();
  for (const part of parts) yield* propertyNames(part, depth + 1);
}

/** The states of a sensor. Undefined when any text can be a state. */
function knownStates(present: Presentation | undefined): readonly string[] | undefined {
  if (present?.kind === "binary") return ["on", "off"];
  return present?.options ?? (present?.kind === "number" || present?.kind === "timestamp" ? [] : undefined);
}

/** Prefixes of the paths of states, for sensors whose states are not known in advance. */
const openStatePrefixes = ({ sensors }: PluginDefinition): readonly string[] =>
  Object.entries(sensors ?? {})
    .filter(([, { present }]) => knownStates(present) === undefined)
    .map(([kind]) => `sensors.${kind}.states.`);
