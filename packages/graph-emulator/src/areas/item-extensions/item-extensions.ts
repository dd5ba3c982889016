import { GraphFault } from "../../protocol/graph-fault.ts";
import { extensionNameOf, openExtensionPrefix } from "../../protocol/odata/compare-ids.ts";
import { canonicalPropertyId, isMultiValueId } from "../../protocol/odata/extended-property-id.ts";
import { itemsOf, propertiesOf } from "../../protocol/properties-of.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";

/** What apps store beside the properties of a message, event, folder, calendar, or contact. */
export interface ItemExtensions {
  /** Values by canonical id: text, or a list of texts for a multi-value property. */
  readonly properties: Readonly<Record<string, string | readonly string[]>>;
  /** Data of the open extensions by name. */
  readonly open: Readonly<Record<string, object>>;
}

export const noExtensions: ItemExtensions = { properties: {}, open: {} };

const valuePatterns: Readonly<Record<string, RegExp>> = {
  Boolean: /^(true|false)$/i,
  Short: /^-?\d+$/,
  Integer: /^-?\d+$/,
  Long: /^-?\d+$/,
  Double: /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i,
  Float: /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i,
  SystemTime: /^\d{4}-\d\d-\d\d(T|$)/,
};

/**
 * Applies the extended properties and, for a new item, the open extensions of a POST or PATCH body. Null removes a property. Returns
 * `before` when the body has none.
 *
 * @throws GraphFault 400 for an invalid id, type, or value.
 */
export function readItemExtensions(body: unknown, before: ItemExtensions = noExtensions): ItemExtensions {
  const given = new Map(Object.entries(propertiesOf(body)).map(([name, value]) => [name.toLowerCase(), value]));
  const written = ["singlevalueextendedproperties", "multivalueextendedproperties"].flatMap((name) => itemsOf(given.get(name)));
  const properties = { ...before.properties };
  for (const entry of written) {
    const { id, value } = propertiesOf(entry);
    if (typeof id !== "string") throw createRefusal("extended-property-id");
    const name = canonicalPropertyId(id);
    if (value === null || value === undefined) delete properties[name];
    else properties[name] = isMultiValueId(name) ? itemsOf(value).map((part) => readValue(name, part)) : readValue(name, value);
  }
  const extensions = itemsOf(given.get("extensions"));
  if (written.length === 0 && extensions.length === 0) return before;
  return extensions.reduce<ItemExtensions>(addOpenExtension, { ...before, properties });
}

function readValue(id: string, value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") throw createRefusal("extended-property-value");
  const text = String(value);
  const pattern = valuePatterns[id.slice(0, id.indexOf(" ")).replace(/Array$/, "")];
  if (pattern && !pattern.test(text)) throw createRefusal("extended-property-value");
  return pattern === valuePatterns.Boolean ? text.toLowerCase() : text;
}

/** Adds an open extension from a POST body. */
export function addOpenExtension(before: ItemExtensions, body: unknown): ItemExtensions {
  const { extensionName } = propertiesOf(body);
  if (typeof extensionName !== "string" || !extensionName) throw createRefusal("extension-name-missing");
  if (findOpenExtension(before, extensionName) !== undefined) throw createRefusal("extension-name-taken");
  return { ...before, open: { ...before.open, [extensionName]: dataOf(body) } };
}

/** Changes an open extension: properties that are not named stay, null removes one. Source: opentypeextension-update. */
export function changeOpenExtension(before: ItemExtensions, name: string, body: unknown): ItemExtensions {
  const merged = { ...before.open[name], ...dataOf(body) };
  return { ...before, open: { ...before.open, [name]: Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null)) } };
}

export function removeOpenExtension(before: ItemExtensions, name: string): ItemExtensions {
  const { [name]: _, ...open } = before.open;
  return { ...before, open };
}

/** Returns the stored spelling of the name of an extension. */
export function findOpenExtension({ open }: ItemExtensions, id: string): string | undefined {
  const wanted = extensionNameOf(id).toLowerCase();
  return Object.keys(open).find((name) => name.toLowerCase() === wanted);
}

/** Presents an open extension. Shape: Microsoft's example of opentypeextension-get for a message. */
export const presentOpenExtension = ({ open }: ItemExtensions, name: string): object => ({
  "@odata.type": "#microsoft.graph.openTypeExtension",
  id: openExtensionPrefix + name,
  extensionName: name,
  ...open[name],
});

function dataOf(body: unknown): object {
  const data = Object.fromEntries(
    Object.entries(propertiesOf(body)).filter(([name]) => !name.startsWith("@") && name !== "extensionName" && name !== "id"),
  );
  const nested = Object.entries(data).find(([, value]) => typeof value === "object" && value !== null && !Array.isArray(value));
  if (nested) throw new GraphFault(501, "NotEmulated", "The emulator keeps only primitive values and lists of them in open extensions.");
  return data;
}
