import type { JsonObject, JsonValue, MessagePresentation } from "../api/api-types.ts";
import { isObject, personTextOf } from "../sensors/sensor-item.ts";
import { parseTime } from "../texts/times.ts";

/** A message for a person to read. */
export interface ReadMessage {
  readonly key: string;
  readonly title: string | undefined;
  readonly from: string | undefined;
  readonly to: readonly string[];
  readonly at: Date | undefined;
  readonly html: string | undefined;
  readonly text: string | undefined;
  readonly isTruncated: boolean;
  readonly isOwn: boolean;
  /** Names. */
  readonly attachments: readonly string[];
}

/** The messages in the result of a service, as its `shows` describes them. Newest first. */
export function readMessages(shows: MessagePresentation, result: JsonValue): readonly ReadMessage[] {
  const found = shows.attribute === undefined ? result : isObject(result) ? (result[shows.attribute] ?? []) : [];
  return [found]
    .flat()
    .filter(isObject)
    .map((data, at) => toReadMessage(shows, data, at));
}

function toReadMessage(shows: MessagePresentation, data: JsonObject, at: number): ReadMessage {
  const fieldOf = (name: keyof MessagePresentation): JsonValue | undefined => (shows[name] === undefined ? undefined : data[shows[name]]);
  const textOf = (name: keyof MessagePresentation): string | undefined => {
    const value = fieldOf(name);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const textsOf = (name: keyof MessagePresentation): string[] => {
    const value = fieldOf(name);
    return (Array.isArray(value) ? value : [value]).flatMap((entry) => personTextOf(entry) ?? []);
  };
  const start = textOf("start");
  return {
    key: typeof data.id === "string" ? data.id : String(at),
    title: textOf("title"),
    from: fullNameOf(fieldOf("from")),
    to: textsOf("to"),
    at: start === undefined ? undefined : parseTime(start),
    html: textOf("html"),
    text: textOf("text"),
    isTruncated: fieldOf("truncated") === true,
    isOwn: fieldOf("own") === true,
    attachments: textsOf("attachments"),
  };
}

/** With the address, because anybody can write any name. */
function fullNameOf(person: JsonValue | undefined): string | undefined {
  const name = personTextOf(person);
  const address = isObject(person) ? (person.address ?? person.email) : undefined;
  return name !== undefined && typeof address === "string" && address !== name ? `${name} <${address}>` : name;
}
