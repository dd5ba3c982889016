import { translatedText } from "@casement/core";
import type { PluginInfo, SensorSnapshot } from "@casement/host";
import { type OwnText, ownTexts } from "./own-texts.ts";

type Named = Pick<SensorSnapshot, "account" | "plugin" | "kind" | "title">;

/** What people read in Home Assistant, in the configured language; English where it has no text. */
export interface Words {
  own(text: OwnText): string;
  pluginTitle(plugin: Pick<PluginInfo, "account" | "id" | "title">): string;
  serviceTitle(service: { readonly account: string; readonly id: string; readonly title: string }): string;
  /** A name that a person gave stays. */
  sensorTitle(sensor: Named): string;
  unit(sensor: Named, unit: string): string;
  /** A word for each state, no word twice, and none that is another state: words lead back to their states. */
  states(sensor: Pick<Named, "account" | "plugin" | "kind">, states: readonly string[]): ReadonlyMap<string, string>;
}

export function createWords(language: string | undefined, plugin: (account: string, id: string) => PluginInfo | undefined): Words {
  const text = (account: string, id: string, path: string): string | undefined =>
    translatedText(plugin(account, id)?.texts, language, path);
  return {
    own: (said) => translatedText(ownTexts, language, said) ?? said,
    pluginTitle: ({ account, id, title }) => text(account, id, "title") ?? title,
    serviceTitle({ account, id, title }) {
      const [of = "", name] = id.split("/");
      return text(account, of, `services.${name}.title`) ?? title;
    },
    sensorTitle({ account, plugin: of, kind, title }) {
      const ours = plugin(account, of)?.sensors[kind] === title;
      return (ours ? text(account, of, `sensors.${kind}.title`) : undefined) ?? title;
    },
    unit: ({ account, plugin: of, kind }, unit) => text(account, of, `sensors.${kind}.unit`) ?? unit,
    states({ account, plugin: of, kind }, states) {
      const taken = new Set(states);
      const word = (state: string): string => {
        const found = text(account, of, `sensors.${kind}.states.${state}`);
        if (found === undefined || taken.has(found)) return state;
        taken.add(found);
        return found;
      };
      return new Map(states.map((state) => [state, word(state)]));
    },
  };
}
