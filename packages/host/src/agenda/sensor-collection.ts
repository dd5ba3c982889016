import { createHash } from "node:crypto";
import type { CalendarComponent, CalendarResource, CalendarTime, ItemPresentation } from "@casement/core";
import { resourceNameOf } from "../feeds/resource-links.ts";
import type { PluginRuntime } from "../plugins/plugin-runtime.ts";
import type { LiveSensor } from "../sensors/live-sensor.ts";
import type { Collection, CollectionSummary, ResourceHead } from "./collection.ts";
import { colorOf } from "./color-of.ts";

type Resource = ResourceHead & { readonly resource: CalendarResource };

/** Whether a sensor without an agenda lists events or tasks. A `list` is neither: the `start` of a chat is when somebody last wrote. */
export function isListSensor({ plugin }: PluginRuntime, { kind }: LiveSensor): boolean {
  const spec = plugin.sensors?.[kind];
  const as = spec?.present?.items?.as;
  return (as === "events" || as === "tasks") && (spec?.feed === undefined || !plugin.feeds?.[spec.feed]?.agenda);
}

/** A collection that shows the items in a sensor's attributes: what a plugin gets before its author writes an agenda. */
export function collectionOfSensor(
  runtime: PluginRuntime,
  sensor: LiveSensor,
  head: Pick<CollectionSummary, "id" | "account" | "plugin" | "title" | "sensors" | "order">,
): Collection {
  const items = runtime.plugin.sensors![sensor.kind]!.present!.items!;
  const resources = resourcesOf(sensor.value, items);
  // There is no history. The token of unchanged content is known, and of any other nothing is.
  const reason = "It shows the attributes of a sensor, which cannot be changed.";
  const token = `urn:casement:${hashOf([...resources].map(([group, { etag }]) => [group, etag]))}`;
  return {
    ...head,
    ...colorOf(runtime, sensor),
    component: componentOf(items),
    access: "read",
    reason,
    complete: sensor.value !== undefined,
    token,
    heads: async () => [...resources.values()].map(({ resource: _, ...each }) => each),
    read: async (groups) => groups.map((group) => resources.get(group)?.resource),
    async since(known) {
      if (known === token) return [];
      return known === "" ? [...resources.values()].map(({ group, name, etag }) => ({ group, name, etag, token })) : undefined;
    },
    write: async () => ({ refused: "read-only", reason }),
  };
}

const componentOf = ({ as }: ItemPresentation): "VEVENT" | "VTODO" => (as === "tasks" ? "VTODO" : "VEVENT");

/** By value, which is replaced when it changes. */
const known = new WeakMap<object, ReadonlyMap<string, Resource>>();

function resourcesOf(value: LiveSensor["value"], items: ItemPresentation): ReadonlyMap<string, Resource> {
  const resources = (value && known.get(value)) ?? new Map<string, Resource>();
  if (!value || known.has(value)) return resources;
  const list = value[items.attribute];
  for (const item of Array.isArray(list) ? list : []) {
    const component = toComponent(item, items);
    if (!component) continue;
    const id = item[items.id ?? "id"];
    const group = hashOf(typeof id === "string" || typeof id === "number" ? String(id) : component);
    const resource: CalendarResource = { uid: group, components: [component] };
    (resources as Map<string, Resource>).set(group, {
      group,
      name: resourceNameOf(group),
      etag: hashOf(resource),
      spans: spansOf(component),
      resource,
    });
  }
  known.set(value, resources);
  return resources;
}

function toComponent(item: Readonly<Record<string, unknown>> | null, items: ItemPresentation): CalendarComponent | undefined {
  if (item === null || typeof item !== "object") return undefined;
  const textOf = (name: string | undefined): string | undefined => {
    const value = name === undefined ? undefined : item[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const [start, end] = [toTime(textOf(items.start)), toTime(textOf(items.end))];
  const isTask = componentOf(items) === "VTODO";
  if (!isTask && !start) return undefined;
  const sameKind = start && end && (start.at.length === 10) === (end.at.length === 10) && end.at > start.at;
  const summary = textOf(items.title);
  const [description, url] = [textOf(items.text), textOf(items.link)];
  return {
    ...(isTask ? start && { due: start } : { dtstart: start!, ...(sameKind && { dtend: end }) }),
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    ...(url !== undefined && { url }),
    ...(isTask && { status: items.done !== undefined && item[items.done] === true ? ("COMPLETED" as const) : ("NEEDS-ACTION" as const) }),
  };
}

/** A date stays a date. A date-time with an offset becomes a moment in UTC. Anything else is not a time. */
function toTime(text: string | undefined): CalendarTime | undefined {
  if (text === undefined || Number.isNaN(Date.parse(text))) return undefined;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return { at: text };
  return /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? { at: `${new Date(text).toISOString().slice(0, 19)}Z` } : undefined;
}

/** Days count as days in UTC: the attributes do not say in which time zone they are. */
function spansOf({ dtstart, dtend, due }: CalendarComponent): ResourceHead["spans"] {
  const start = dtstart ?? due;
  if (!start) return [];
  const from = Date.parse(start.at);
  const length = start.at.length === 10 ? 24 * 3_600_000 : 0;
  return [[from, dtend ? Date.parse(dtend.at) : from + length]];
}

const hashOf = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
