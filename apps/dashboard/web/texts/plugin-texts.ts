import { createContext } from "preact";
import { createStore } from "../api/store.ts";
import type { Contribution, PluginInfo, Sensor, Service, TextsByLanguage } from "../api/types.ts";
import { language, title } from "./texts.ts";

// What plugins say in the reader's language, and their own words where they do not speak it.

/** Kept up to date by the hub; the page is drawn anew when it changes. */
export const plugins = createStore<readonly PluginInfo[]>([]);

/** Whose words the options of a form are. */
export const FormOf = createContext<string | undefined>(undefined);

const infoOf = (plugin: string): PluginInfo | undefined => plugins.get().find(({ id }) => id === plugin);
const textsOf = (plugin: string): Readonly<Record<string, string>> => infoOf(plugin)?.texts[language.get()] ?? {};

/** `texts`: of a plugin that is not at work yet. */
export const pluginTitle = ({ id, title, texts }: { id: string; title: string; texts?: TextsByLanguage }): string =>
  (texts ? texts[language.get()] : textsOf(id))?.title ?? title;

/** A title that a person gave stays as it is. */
export function sensorTitle({ plugin, kind, title }: Sensor): string {
  const own = infoOf(plugin)?.sensors[kind];
  return (title === own ? textsOf(plugin)[`sensors.${kind}.title`] : undefined) ?? title;
}

export const stateWord = ({ plugin, kind }: Sensor, state: string): string | undefined =>
  textsOf(plugin)[`sensors.${kind}.states.${state}`];

export const unitWord = ({ plugin, kind }: Sensor): string | undefined => textsOf(plugin)[`sensors.${kind}.unit`];

/** A choice in words: what one of the plugin's sensors calls the state of that name. */
export function optionText(plugin: string | undefined, option: string): string {
  const texts = plugin === undefined ? {} : textsOf(plugin);
  const kinds = Object.keys((plugin !== undefined && infoOf(plugin)?.sensors) || {});
  return kinds.map((kind) => texts[`sensors.${kind}.states.${option}`]).find(Boolean) ?? title(option);
}

export function serviceTitle({ id, title }: Service): string {
  const [plugin = "", name] = id.split("/");
  return textsOf(plugin)[`services.${name}.title`] ?? title;
}

export function eventTitle(type: string): string {
  const [plugin = "", name = ""] = type.split("/");
  return textsOf(plugin)[`events.${name}.title`] ?? title(name);
}

/** Of a shared mailbox, the reason stands at the permission that the plugin declares. */
export function reasonOf({ plugin, scope, why }: Pick<Contribution, "plugin" | "scope" | "why">, texts = textsOf(plugin)): string {
  const declared = Object.keys(texts).find((path) => path.replace(/\.why$/, ".Shared.why") === `scopes.${scope}.why`);
  return texts[`scopes.${scope}.why`] ?? (declared === undefined ? why : texts[declared]!);
}
