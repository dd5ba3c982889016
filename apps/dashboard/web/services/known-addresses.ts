import type { JsonValue, Sensor } from "../api/api-types.ts";
import { isObject } from "../sensors/sensor-item.ts";

const addressPattern = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/;
const maxDepth = 6;

/** People whom the sensors name, as `Name <address>`, those whom they name most often first. */
export function knownAddressesOf(sensors: Iterable<Sensor>): readonly string[] {
  const found = new Map<string, { text: string; count: number }>();
  const visit = (value: JsonValue, depth: number): void => {
    if (depth > maxDepth || typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) for (const entry of value) visit(entry, depth + 1);
    else {
      const address = value.email ?? value.address;
      if (typeof address === "string" && addressPattern.test(address)) {
        const key = address.toLowerCase();
        const name = typeof value.name === "string" && !/[,;<>"]/.test(value.name) && value.name !== address ? value.name : "";
        const before = found.get(key);
        found.set(key, { text: before?.text ?? (name === "" ? address : `${name} <${address}>`), count: (before?.count ?? 0) + 1 });
      }
      for (const inner of Object.values(value)) visit(inner, depth + 1);
    }
  };
  for (const { attributes } of sensors) if (isObject(attributes)) visit(attributes, 0);
  return [...found.values()].sort((a, b) => b.count - a.count).map(({ text }) => text);
}

/** The whole text with each suggestion for its last address. */
export function completionsOf(text: string, known: readonly string[]): readonly string[] {
  const end = text.search(/[^,;]*$/);
  const before = text.slice(0, end);
  const typed = text.slice(end).trim().toLowerCase();
  const free = known.filter((address) => !before.includes(address) && address.toLowerCase().includes(typed));
  return free.slice(0, 12).map((address) => (before === "" ? address : `${before.trimEnd()} ${address}`));
}

/** Splits at commas and semicolons that are not within quotes. */
export const splitAddresses = (text: string): readonly string[] =>
  (text.match(/(?:"[^"]*"|[^,;"])+/g) ?? []).map((part) => part.trim()).filter((part) => part !== "");
