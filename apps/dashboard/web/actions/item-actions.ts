import type { ItemUse, JsonObject, JsonValue, Sensor, Service } from "../api/api-types.ts";
import { isEditable, isOfSeries, type SensorItem } from "../sensors/sensor-item.ts";
import { targetOf } from "../sensors/sensor-state.ts";

/** A call of a service: complete, or a beginning that a person completes in a form. */
export interface ServiceCall {
  readonly service: Service;
  readonly input: JsonObject;
  /** Fields that say nothing about the item that is known. Forms leave them out. */
  readonly unused?: readonly string[];
}

/**
 * The offered services that say what they are to the items of a sensor, in the order of the plugin. Only those that read, if nothing can be changed
 * there.
 */
export function itemServicesOf(services: readonly Service[] | undefined, sensor: Sensor, does?: ItemUse["does"]): readonly Service[] {
  return (services ?? []).filter(
    ({ id, account, offered, item, effect }) =>
      offered &&
      (effect === "read" || isEditable(sensor)) &&
      account === sensor.account &&
      id.startsWith(`${sensor.plugin}/`) &&
      item !== undefined &&
      [item.of].flat().includes(sensor.kind) &&
      (does === undefined || item.does === does),
  );
}

/** The service that completes or reopens items of a list. With read access it must do that to this list alone. */
export const tickServiceOf = (
  services: readonly Service[] | undefined,
  sensor: Sensor,
  does: "complete" | "reopen",
  mayWrite: boolean,
): Service | undefined => itemServicesOf(services, sensor, does).find(({ target }) => mayWrite || target === sensor.kind);

/** The input of a service that takes an item: its id, and its sensor where the service acts on one. */
export function itemInputOf(service: Service, item: SensorItem): JsonObject {
  const field = service.item?.id;
  const id = item.id === undefined || field === undefined ? {} : { [field]: takesList(service, field) ? [item.id] : item.id };
  return { ...targetOf(service, item.sensor), ...id };
}

const takesList = ({ input }: Service, field: string): boolean => input.properties?.[field]?.type === "array";

/** What can be done to an item. Empty without an id. `complete` or `reopen`, as the item is not done or done. */
export function itemActionsOf(services: readonly Service[] | undefined, item: SensorItem): readonly ServiceCall[] {
  if (item.id === undefined || item.sensor.gone) return [];
  return itemServicesOf(services, item.sensor)
    .filter(
      ({ item: use }) =>
        use!.id !== undefined && !isForReading(use!) && use!.does !== (item.done ? "complete" : "reopen") && isMeant(use!, item),
    )
    .map((service) => ({ service, input: itemInputOf(service, item), unused: unusedFieldsOf(service.item!, item) }));
}

/** Those about the series of an item that has none, and that say which item of a series is meant. */
const unusedFieldsOf = ({ fields = {} }: ItemUse, item: SensorItem): readonly string[] =>
  [fields.occurrence, isOfSeries(item) === false ? fields.series : undefined].filter((field) => field !== undefined);

/** Whether the page itself calls it where the item is read. */
const isForReading = ({ does, shows }: ItemUse): boolean => does === "download" || shows !== undefined;

/** Whether the item has one of the values that the service is only for, and what it needs. */
const isMeant = ({ only = {}, has = [] }: ItemUse, { data }: SensorItem): boolean =>
  Object.entries(only).every(([field, values]) => values.includes(data[field] as JsonValue)) &&
  has.every((field) => [data[field] ?? []].flat().some((value) => value !== ""));

/** The call that takes `complete` back, or `reopen`. */
export function oppositeCallOf(
  services: readonly Service[] | undefined,
  { item: use }: Service,
  item: SensorItem,
): ServiceCall | undefined {
  if (use?.does !== "complete" && use?.does !== "reopen") return undefined;
  const [service] = itemServicesOf(services, item.sensor, use.does === "complete" ? "reopen" : "complete");
  return service && { service, input: itemInputOf(service, item) };
}

/** The beginning of a call that adds an item to a sensor, with what a surface has at hand: a line of text, the start, the end. */
export function addCallOf(
  services: readonly Service[] | undefined,
  sensor: Sensor,
  known: Readonly<Partial<Record<"text" | "start" | "end", string>>> = {},
): ServiceCall | undefined {
  const service = sensor.gone ? undefined : itemServicesOf(services, sensor, "add").find(({ target }) => target === sensor.kind);
  return service && { service, input: { ...targetOf(service, sensor), ...fieldInputOf(service, known) } };
}

/** What is known, under the names of the service's fields. What it has no field for is left out. */
export const fieldInputOf = ({ item }: Service, known: Readonly<Record<string, string | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(known).flatMap(([meaning, value]) => {
      const field = item?.fields?.[meaning];
      return field === undefined || value === undefined ? [] : [[field, value]];
    }),
  );

/** Required fields of the input that have no value yet. If there are none, the call needs no form. */
export const openFieldsOf = ({ service, input }: ServiceCall): readonly string[] =>
  (service.input.required ?? []).filter((field) => input[field] === undefined && service.input.properties?.[field]?.default === undefined);
