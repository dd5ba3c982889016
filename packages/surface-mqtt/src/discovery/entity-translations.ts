import { translatedText } from "@casement/core";
import type { PluginInfo, SensorSnapshot } from "@casement/host";
import { type SurfaceText, surfaceTexts } from "./surface-texts.ts";

type TitledSensor = Pick<SensorSnapshot, "account" | "plugin" | "kind" | "title">;

/** Names and states in Home Assistant, in the configured language. English where a text is not translated. */
export interface EntityTranslations {
  surfaceText(text: SurfaceText): string;
  pluginTitle(plugin: Pick<PluginInfo, "account" | "id" | "title">): string;
  serviceTitle(service: { readonly account: string; readonly id: string; readonly title: string }): string;
  /** Translates only the plugin's own title, not a name that a person gave. */
  sensorTitle(sensor: TitledSensor): string;
  /** The name of a sensor's control, if the plugin gives it one. */
  controlTitle(sensor: Pick<SensorSnapshot, "account" | "plugin" | "kind" | "present">): string | undefined;
  unit(sensor: TitledSensor, unit: string): string;
  /** A distinct text for each state, never equal to another state, so that each text leads back to one state. */
  states(sensor: Pick<TitledSensor, "account" | "plugin" | "kind">, states: readonly string[]): ReadonlyMap<string, string>;
}

export function createEntityTranslations(
  language: string | undefined,
  findPlugin: (account: string, id: string) => PluginInfo | undefined,
): EntityTranslations {
  const translate = (account: string, plugin: string, path: string): string | undefined =>
    translatedText(findPlugin(account, plugin)?.texts, language, path);
  return {
    surfaceText: (text) => translatedText(surfaceTexts, language, text) ?? text,
    pluginTitle: ({ account, id, title }) => translate(account, id, "title") ?? title,
    serviceTitle({ account, id, title }) {
      const [plugin = "", name] = id.split("/");
      return translate(account, plugin, `services.${name}.title`) ?? title;
    },
    sensorTitle({ account, plugin, kind, title }) {
      const isPluginTitle = findPlugin(account, plugin)?.sensors[kind] === title;
      return (isPluginTitle ? translate(account, plugin, `sensors.${kind}.title`) : undefined) ?? title;
    },
    controlTitle: ({ account, plugin, kind, present }) =>
      translate(account, plugin, `sensors.${kind}.control.title`) ?? present?.control?.title,
    unit: ({ account, plugin, kind }, unit) => translate(account, plugin, `sensors.${kind}.unit`) ?? unit,
    states({ account, plugin, kind }, states) {
      const usedTexts = new Set(states);
      const textOf = (state: string): string => {
        const text = translate(account, plugin, `sensors.${kind}.states.${state}`);
        if (text === undefined || usedTexts.has(text)) return state;
        usedTexts.add(text);
        return text;
      };
      return new Map(states.map((state) => [state, textOf(state)]));
    },
  };
}

/** Whether any text differs from its state. */
export const hasTranslations = (texts: ReadonlyMap<string, string>): boolean => [...texts].some(([state, text]) => state !== text);
