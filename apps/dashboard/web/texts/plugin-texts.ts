import { createContext } from "preact";
import type { PluginInfo, ScopeContribution, Sensor, Service, TextsByLanguage } from "../api/api-types.ts";
import { createStore } from "../api/value-store.ts";
import { currentLanguage, toTitle } from "./texts.ts";

// Texts of plugins in the current language. If a plugin lacks the language, its default texts are used.

/** Set by `HubState`. The page is drawn again when it changes. */
export const pluginInfos = createStore<readonly PluginInfo[]>([]);

/** The plugin of the current form, for the texts of its options. */
export const FormPluginContext = createContext<string | undefined>(undefined);

const infoOf = (plugin: string): PluginInfo | undefined => pluginInfos.get().find(({ id }) => id === plugin);
const textsOf = (plugin: string): Readonly<Record<string, string>> => infoOf(plugin)?.texts[currentLanguage.get()] ?? {};

/** `texts`: for a plugin that is not in use yet. */
export const pluginTitleOf = ({ id, title, texts }: { id: string; title: string; texts?: TextsByLanguage }): string =>
  (texts ? texts[currentLanguage.get()] : textsOf(id))?.title ?? title;

/** Only the default title is translated, not a title that a person gave. */
export function sensorTitleOf({ plugin, kind, title }: Sensor): string {
  const defaultTitle = infoOf(plugin)?.sensors[kind];
  return (title === defaultTitle ? textsOf(plugin)[`sensors.${kind}.title`] : undefined) ?? title;
}

export const stateWordOf = ({ plugin, kind }: Sensor, state: string): string | undefined =>
  textsOf(plugin)[`sensors.${kind}.states.${state}`];

export const unitWordOf = ({ plugin, kind }: Sensor): string | undefined => textsOf(plugin)[`sensors.${kind}.unit`];

/** An option in words: the text of the state with the same name, from any sensor kind of the plugin. */
export function optionTextOf(plugin: string | undefined, option: string): string {
  const texts = plugin === undefined ? {} : textsOf(plugin);
  const kinds = Object.keys((plugin !== undefined && infoOf(plugin)?.sensors) || {});
  return kinds.map((kind) => texts[`sensors.${kind}.states.${option}`]).find(Boolean) ?? toTitle(option);
}

export function serviceTitleOf({ id, title }: Service): string {
  const [plugin = "", name] = id.split("/");
  return textsOf(plugin)[`services.${name}.title`] ?? title;
}

export function eventTitleOf(type: string): string {
  const [plugin = "", name = ""] = type.split("/");
  return textsOf(plugin)[`events.${name}.title`] ?? toTitle(name);
}

/** For `X.Read.Shared`, falls back to the reason of `X.Read`, which the plugin declares. */
export function reasonOf({ plugin, scope, why }: Pick<ScopeContribution, "plugin" | "scope" | "why">, texts = textsOf(plugin)): string {
  const unsharedPath = Object.keys(texts).find((path) => path.replace(/\.why$/, ".Shared.why") === `scopes.${scope}.why`);
  return texts[`scopes.${scope}.why`] ?? (unsharedPath === undefined ? why : texts[unsharedPath]!);
}
