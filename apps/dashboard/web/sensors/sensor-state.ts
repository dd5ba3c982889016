import type { JsonValue, Sensor, Service } from "../api/api-types.ts";
import { stateWordOf, unitWordOf } from "../texts/plugin-texts.ts";
import { toWords } from "../texts/texts.ts";
import { formatRelative, isTime, parseTime } from "../texts/times.ts";
import { accountOrder } from "./account-order.ts";

/** The state in words. */
export function stateTextOf(sensor: Sensor, now: Date): string | undefined {
  const { state, present } = sensor;
  if (state === null) return undefined;
  if (typeof state === "number") return present?.unit ? `${state} ${unitWordOf(sensor, state) ?? toWords(present.unit)}` : String(state);
  const translated = stateWordOf(sensor, present?.kind === "binary" ? (isOn(state) ? "on" : "off") : String(state));
  if (translated !== undefined) return translated;
  if (typeof state !== "string") return typeof state === "object" ? undefined : toWords(String(state));
  if (present?.kind === "timestamp" || isTime(state)) return formatRelative(parseTime(state), now);
  if (present?.kind === "text") return state;
  const text = toWords(state);
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** States that mean off, the same as for MQTT. */
const offStates = ["off", "disabled", "none", "false", "0"];
export const isOn = (state: JsonValue): boolean => state !== null && !offStates.includes(String(state).toLowerCase());

export type StateTone = "good" | "busy" | "away" | "quiet";

const tonePatterns: readonly [StateTone, RegExp][] = [
  ["busy", /^(busy|do not disturb|in a |presenting|urgent|focusing|on the phone|out of office)/],
  ["away", /^(away|be right back|inactive|scheduled)/],
  ["quiet", /^(offline|off|off work|unknown|presence unknown|disabled|none)$/],
  ["good", /^(available|on|free|always enabled|ok|home|open)/],
];

/** The tone of a state, from its words: plugins define states, not colors. */
export function toneOf(state: JsonValue): StateTone {
  const spaced = String(state ?? "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .replace(/-/g, " ")
    .toLowerCase();
  return tonePatterns.find(([, pattern]) => pattern.test(spaced))?.[0] ?? "quiet";
}

const colorPattern = /^(#[\da-f]{3,8}|[a-z]{3,20}|(rgb|hsl|oklch)a?\([\d\s.,%/deg]+\))$/i;

/** For calendars without a color of their own in the second account and those after it. In the first one, they have that of the page. */
const accountColors = ["#b45309", "#7c3aed", "#0369a1", "#be185d", "#4d7c0f"];

/** The sensor's color, if it is a valid CSS color. Undefined: that of the page. Without one, it says of which account the sensor is. */
export function colorOf({ attributes, present, account }: Sensor): string | undefined {
  if (present?.color === undefined) return undefined;
  const value = attributes[present.color];
  if (typeof value === "string" && colorPattern.test(value)) return value;
  const at = accountOrder.get().indexOf(account);
  return at < 1 ? undefined : accountColors[(at - 1) % accountColors.length];
}

export const slugOf = ({ id }: Sensor): string => id.slice(id.lastIndexOf("/") + 1);

export function serviceOf(services: readonly Service[] | undefined, sensor: Sensor, name: string): Service | undefined {
  return services?.find(({ id, account }) => id === `${sensor.plugin}/${name}` && account === sensor.account);
}

/** The input `sensor`, if the service acts on a sensor of this kind. */
export const targetOf = (service: Service, sensor: Sensor): { sensor?: string } =>
  service.target === sensor.kind ? { sensor: slugOf(sensor) } : {};
