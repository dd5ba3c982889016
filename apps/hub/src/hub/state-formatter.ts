import { translatedText } from "@casement/core";
import type { PluginInfo, SensorJson } from "@casement/host";

export type PluginTexts = Pick<PluginInfo, "id" | "texts">;
export type StateFormatter = (sensor: Pick<SensorJson, "plugin" | "kind" | "state">) => string;

/** Formats states for people: the word in the plugin's English texts, a time as local time, or else the state itself. */
export function createStateFormatter(plugins: readonly PluginTexts[]): StateFormatter {
  const textsOf = new Map(plugins.map(({ id, texts }) => [id, texts]));
  return ({ plugin, kind, state }) => {
    if (state === undefined || state === null) return "unknown";
    if (typeof state === "object") return JSON.stringify(state);
    if (typeof state === "string" && timestampPattern.test(state)) return formatLocalTime(new Date(state));
    const key = typeof state === "boolean" ? (state ? "on" : "off") : String(state);
    return translatedText(textsOf.get(plugin), "en", `sensors.${kind}.states.${key}`) ?? String(state);
  };
}

const timestampPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** `2026-03-01 14:59`, in this machine's time zone. */
const formatLocalTime = (at: Date): string => new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short" }).format(at);
