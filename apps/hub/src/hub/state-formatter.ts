import { translatedText } from "@casement/core";
import type { PluginInfo } from "@casement/host";
import type { SensorView } from "./hub-client.ts";

export type PluginTexts = Pick<PluginInfo, "id" | "texts">;
export type StateFormatter = (sensor: Pick<SensorView, "plugin" | "kind" | "state">) => string;

/** Formats states for people: the word in the plugin's English texts, or else the state itself. */
export function createStateFormatter(plugins: readonly PluginTexts[]): StateFormatter {
  const textsOf = new Map(plugins.map(({ id, texts }) => [id, texts]));
  return ({ plugin, kind, state }) => {
    if (state === undefined || state === null) return "unknown";
    if (typeof state === "object") return JSON.stringify(state);
    const key = typeof state === "boolean" ? (state ? "on" : "off") : String(state);
    return translatedText(textsOf.get(plugin), "en", `sensors.${kind}.states.${key}`) ?? String(state);
  };
}
