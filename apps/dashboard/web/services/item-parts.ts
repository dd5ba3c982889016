import type { JsonValue } from "../api/api-types.ts";
import { isObject, type SensorItem } from "../sensors/sensor-item.ts";

/** Something that an item consists of, such as a step of a task. */
export interface ItemPart {
  readonly id: string;
  readonly title: string;
}

/** The parts that an item lists. Undefined if it does not say. */
export function partsIn({ data }: Pick<SensorItem, "data">, attribute: string): readonly ItemPart[] | undefined {
  const list = data[attribute];
  return Array.isArray(list) ? list.flatMap(partOf) : undefined;
}

function partOf(entry: JsonValue): readonly ItemPart[] {
  if (typeof entry === "string") return [{ id: entry, title: entry }];
  if (!isObject(entry) || typeof entry.id !== "string") return [];
  return [{ id: entry.id, title: typeof entry.title === "string" && entry.title !== "" ? entry.title : entry.id }];
}
