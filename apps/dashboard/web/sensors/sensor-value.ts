import type { Json, Sensor, Service } from "../api/types.ts";
import { stateWord, unitWord } from "../texts/plugin-texts.ts";
import { words } from "../texts/texts.ts";
import { instant, isTime, relative } from "../texts/times.ts";

/** What the state says, in words. */
export function stateText(sensor: Sensor, now: Date): string | undefined {
  const { state, present } = sensor;
  if (state === null) return undefined;
  if (typeof state === "number") return present?.unit ? `${state} ${unitWord(sensor) ?? words(present.unit)}` : String(state);
  const said = stateWord(sensor, present?.kind === "binary" ? (isOn(state) ? "on" : "off") : String(state));
  if (said !== undefined) return said;
  if (typeof state !== "string") return typeof state === "object" ? undefined : words(String(state));
  if (present?.kind === "timestamp" || isTime(state)) return relative(instant(state), now);
  if (present?.kind === "text") return state;
  const text = words(state);
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** States that mean off, as for MQTT. */
const off = ["off", "disabled", "none", "false", "0"];
export const isOn = (state: Json): boolean => state !== null && !off.includes(String(state).toLowerCase());

export type Tone = "good" | "busy" | "away" | "quiet";

const tones: readonly [Tone, RegExp][] = [
  ["busy", /^(busy|do not disturb|in a |presenting|urgent|focusing|on the phone|out of office)/],
  ["away", /^(away|be right back|inactive|scheduled)/],
  ["quiet", /^(offline|off|off work|unknown|presence unknown|disabled|none)$/],
  ["good", /^(available|on|free|always enabled|ok|home|open)/],
];

/** The colour of a state, by what it says: plugins bring states, not colours. */
export function toneOf(state: Json): Tone {
  const plain = String(state ?? "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .replace(/-/g, " ")
    .toLowerCase();
  return tones.find(([, pattern]) => pattern.test(plain))?.[0] ?? "quiet";
}

const colourPattern = /^(#[\da-f]{3,8}|[a-z]{3,20}|(rgb|hsl|oklch)a?\([\d\s.,%/deg]+\))$/i;

/** The sensor's own colour, if it is one. */
export function colourOf({ attributes, present }: Sensor): string | undefined {
  const value = present?.colour === undefined ? undefined : attributes[present.colour];
  return typeof value === "string" && colourPattern.test(value) ? value : undefined;
}

export const slugOf = ({ id }: Sensor): string => id.slice(id.lastIndexOf("/") + 1);

export function serviceOf(services: readonly Service[] | undefined, sensor: Sensor, name: string): Service | undefined {
  return services?.find(({ id, account }) => id === `${sensor.plugin}/${name}` && account === sensor.account);
}

/** The input `sensor`, where the service acts on one of this kind. */
export const targetOf = (service: Service, sensor: Sensor): { sensor?: string } =>
  service.target === sensor.kind ? { sensor: slugOf(sensor) } : {};
