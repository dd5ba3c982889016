import { createRefusal } from "../../refusals/create-refusal.ts";

const singleTypes = [
  "ApplicationTime",
  "Binary",
  "Boolean",
  "CLSID",
  "Currency",
  "Double",
  "Error",
  "Float",
  "Integer",
  "Long",
  "Null",
  "Object",
  "Short",
  "String",
  "SystemTime",
];
/** MAPI types by lowercase name. The types of multi-value properties end in `Array`. */
const typeNames = new Map(singleTypes.flatMap((name) => [name, `${name}Array`]).map((name) => [name.toLowerCase(), name]));

const namedPattern = /^(\w+)\s+\{?([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\}?\s+(?:(name)\s+(\S.*)|id\s+(0x[0-9a-f]{1,8}|\d+))$/i;
const tagPattern = /^(\w+)\s+(0x[0-9a-f]{1,8}|\d+)$/i;

/**
 * Writes the id of an extended property as Exchange returns it: `Integer 0xe08`, `String {00020329-0000-0000-c000-000000000046} Name Color`.
 * Formats: learn.microsoft.com/graph/api/resources/extended-properties-overview.
 *
 * @throws GraphFault 400 for any other text.
 */
export function canonicalPropertyId(text: string): string {
  const [, namedType, guid, byName, name, number] = namedPattern.exec(text.trim()) ?? [];
  const [, tagType, tag] = tagPattern.exec(text.trim()) ?? [];
  const given = namedType ?? tagType;
  if (given === undefined) throw createRefusal("extended-property-id");
  const type = typeNames.get(given.toLowerCase());
  if (type === undefined) throw createRefusal("extended-property-type");
  const hex = (digits: string) => `0x${Number(digits).toString(16)}`;
  if (tag !== undefined) return `${type} ${hex(tag)}`;
  return `${type} {${guid!.toLowerCase()}} ${byName ? `Name ${name}` : `Id ${hex(number!)}`}`;
}

/** Whether a canonical id names a property with several values. */
export const isMultiValueId = (id: string): boolean => /^\w+Array /.test(id);
