import type { PluginDefinition, ServiceDefinition } from "./definition.ts";
import { jsonSchema } from "./validate.ts";

const effects = new Set(["read", "add", "change", "remove"]);
const itemActions = new Set(["list", "open", "download", "add", "change", "complete", "reopen", "remove", "act"]);
const withoutId = new Set(["list", "add"]);
const maxSummaryLength = 80;

/** The mistakes in a service, as parts of a sentence that begin with `path`. The schemas must be convertible to JSON Schema. */
export function* serviceMistakes(path: string, service: ServiceDefinition, plugin: PluginDefinition): Iterable<string> {
  for (const name of [service.target, ...(service.touches ?? [])])
    if (name !== undefined && !plugin.sensors?.[name] && !plugin.feeds?.[name])
      yield `${path} names "${name}", which is neither a sensor nor a feed`;
  const { effect = "change", reachesOthers, summary } = service;
  if (service.optionalTarget && service.target === undefined) yield `${path}.optionalTarget needs a target`;
  if (!effects.has(effect)) yield `${path}.effect must be read, add, change or remove`;
  if (effect === "read" && reachesOthers) yield `${path} reads, so it must not have reachesOthers`;
  if (summary !== undefined && summary.length > maxSummaryLength)
    yield `${path}.summary has ${summary.length} characters; ${maxSummaryLength} are allowed`;
  if (reachesOthers !== undefined && typeof reachesOthers !== "boolean" && typeof reachesOthers !== "function")
    yield `${path}.reachesOthers must be true, false or a function`;
  if (service.preview !== undefined && (effect === "read" || typeof service.preview !== "function"))
    yield `${path}.preview must be a function of a service that changes something`;
  if (service.target !== undefined && fieldsOf(service.input).includes("sensor"))
    yield `${path}.input has a field "sensor", which the host adds because of target; rename the field`;
  yield* mistakesInItemUse(`${path}.item`, service, plugin);
  for (const field of fieldsWithParts(service.input))
    if (service.item?.id === undefined) yield `${path}.input.${field} has x-part-of-item, which needs item.id`;
  const notify = notifyMistake(service);
  if (notify !== undefined) yield `${path}.notify ${notify}`;
}

function* mistakesInItemUse(path: string, { input, item }: ServiceDefinition, { sensors }: PluginDefinition): Iterable<string> {
  if (item === undefined) return;
  for (const kind of [item.of].flat())
    if (!sensors?.[kind]?.present?.items) yield `${path}.of names "${kind}", which is not a sensor kind with present.items`;
  if (!itemActions.has(item.does)) yield `${path}.does must be one of ${[...itemActions].join(", ")}`;
  if (withoutId.has(item.does) !== (item.id === undefined))
    yield item.id === undefined
      ? `${path}.id is missing; ${item.does} acts on one item`
      : `${path}.id must be omitted; ${item.does} has no item`;
  if (item.shows !== undefined && item.does !== "open") yield `${path}.shows is only for a service that opens an item`;
  const fields = new Set(fieldsOf(input));
  for (const [name, field] of Object.entries({ id: item.id, ...item.fields }))
    if (field !== undefined && !fields.has(field)) yield `${path}.${name} names "${field}", which the input does not have`;
  for (const field of Object.keys(item.input ?? {}))
    if (!fields.has(field)) yield `${path}.input names "${field}", which the input does not have`;
}

/** Why a surface cannot call the service with only a text, although it has `notify`. */
function notifyMistake({ input, notify }: ServiceDefinition): string | undefined {
  if (notify === undefined) return undefined;
  const { field } = notify;
  if (!fieldsOf(input).includes(field)) return `names "${field}", which the input does not have`;
  const result = input["~standard"].validate({ [field]: "x" });
  // The contract test checks asynchronous schemas.
  if (result instanceof Promise) return undefined;
  return result.issues ? `names "${field}", but the input does not accept a text in it without other fields` : undefined;
}

/** The names of the input's fields, including those of all branches of a union. */
function fieldsOf(input: ServiceDefinition["input"]): readonly string[] {
  const { properties, anyOf, oneOf, allOf } = jsonSchema(input, "input") as Branches;
  const branches = [...(anyOf ?? []), ...(oneOf ?? []), ...(allOf ?? [])];
  return [properties, ...branches.map((branch) => branch.properties)].flatMap((part) => Object.keys(part ?? {}));
}

/** The fields whose choices are in the item. */
function fieldsWithParts(input: ServiceDefinition["input"]): readonly string[] {
  const { properties = {} } = jsonSchema(input, "input") as { properties?: Readonly<Record<string, object>> };
  return Object.entries(properties).flatMap(([name, schema]) => ("x-part-of-item" in schema ? [name] : []));
}

interface Branches {
  readonly properties?: object;
  readonly anyOf?: readonly Branches[];
  readonly oneOf?: readonly Branches[];
  readonly allOf?: readonly Branches[];
}
