import type { PluginDefinition } from "./definition.ts";

type Entry = Readonly<Record<string, unknown>>;

/** Parts of the wrong type, and functions and texts that are missing: what the compiler refuses, for plugins that it does not check. */
export function* shapeMistakes(plugin: PluginDefinition): Iterable<string> {
  const { id, title, scopes, feeds, sensors, services, events, texts } = plugin as unknown as Entry;
  if (typeof id !== "string") yield "the ID must be text";
  if (!isText(title)) yield "title must be text";
  for (const [name, { tier, why }] of yield* entriesOf("scopes", scopes)) {
    if (tier !== "read" && tier !== "update") yield `scopes.${name}.tier must be read or update`;
    if (typeof why !== "string") yield `scopes.${name}.why must be text`;
  }
  for (const [name, feed] of yield* entriesOf("feeds", feeds)) {
    yield* missingIn(`feeds.${name}`, feed, { functions: ["sync"], scoped: true });
    yield* subscribeMistakes(`feeds.${name}`, feed);
    yield* forManyMistakes(`feeds.${name}.forMany`, feed);
  }
  for (const [kind, sensor] of yield* entriesOf("sensors", sensors)) {
    const isView = sensor.feed !== undefined;
    yield* missingIn(`sensors.${kind}`, sensor, { texts: ["title"], functions: [isView ? "view" : "read"], scoped: !isView });
    if (isView && sensor.subscribe !== undefined) yield `sensors.${kind}.subscribe must be in the feed that the sensor shows`;
    if (isView && sensor.forMany !== undefined) yield `sensors.${kind}.forMany must be in the feed that the sensor shows`;
    yield* subscribeMistakes(`sensors.${kind}`, sensor);
    yield* forManyMistakes(`sensors.${kind}.forMany`, sensor);
  }
  for (const [name, service] of yield* entriesOf("services", services))
    yield* missingIn(`services.${name}`, service, { texts: ["title"], functions: ["run"], scoped: true });
  yield* entriesOf("events", events);
  yield* entriesOf("texts", texts);
}

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const isObject = (value: unknown): value is Entry => typeof value === "object" && value !== null;

/** Returns the entries that are objects; the others are mistakes. */
function* entriesOf(part: string, entries: unknown): Generator<string, readonly [name: string, entry: Entry][]> {
  if (entries === undefined) return [];
  if (!isObject(entries) || Array.isArray(entries)) {
    yield `${part} must be an object`;
    return [];
  }
  const found: [string, Entry][] = [];
  for (const [name, entry] of Object.entries(entries))
    if (isObject(entry)) found.push([name, entry]);
    else yield `${part}.${name} must be an object`;
  return found;
}

function* subscribeMistakes(path: string, { subscribe }: Entry): Iterable<string> {
  if (subscribe !== undefined && typeof subscribe !== "function") yield `${path}.subscribe must be a function`;
}

function* forManyMistakes(path: string, { forMany }: Entry): Iterable<string> {
  if (forMany === undefined) return;
  if (!isObject(forMany)) return yield `${path} must be an object`;
  for (const name of ["own", "path"])
    if (!String(forMany[name]).startsWith("/")) yield `${path}.${name} must be a path that begins with a slash`;
  for (const name of ["when", "body", "idOf"]) if (typeof forMany[name] !== "function") yield `${path}.${name} must be a function`;
  if (!Number.isInteger(forMany.size) || Number(forMany.size) < 1) yield `${path}.size must be a whole number from 1`;
}

function* missingIn(
  path: string,
  entry: Entry,
  {
    texts = [],
    functions,
    scoped,
  }: { readonly texts?: readonly string[]; readonly functions: readonly string[]; readonly scoped: boolean },
): Iterable<string> {
  for (const name of texts) if (!isText(entry[name])) yield `${path}.${name} must be text`;
  for (const name of functions) if (typeof entry[name] !== "function") yield `${path}.${name} must be a function`;
  if (scoped && entry.scope === undefined) yield `${path}.scope is missing`;
}
