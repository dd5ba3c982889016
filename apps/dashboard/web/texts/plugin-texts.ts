import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { JsonSchema, PluginInfo, ScopeContribution, Sensor, Service, TextsByLanguage } from "../api/api-types.ts";
import { createStore } from "../api/value-store.ts";
import { attributeTitleIn, attributeWordIn } from "./attribute-texts.ts";
import { currentLanguage, toTitle, useTexts } from "./texts.ts";

// Texts of plugins in the current language. If a plugin lacks the language, its default texts are used.

/** Set by `HubState`. The page is drawn again when it changes. */
export const pluginInfos = createStore<readonly PluginInfo[]>([]);

/** The service of the current form, for the texts of its fields. */
export const FormServiceContext = createContext<Pick<Service, "id" | "account" | "target" | "effect" | "item" | "input"> | undefined>(
  undefined,
);

/** The texts of the plugin whose settings the current form has. */
export const FormSettingsContext = createContext<TextsByLanguage | undefined>(undefined);

const infoOf = (plugin: string): PluginInfo | undefined => pluginInfos.get().find(({ id }) => id === plugin);
const textsOf = (plugin: string): Readonly<Record<string, string>> => infoOf(plugin)?.texts[currentLanguage.get()] ?? {};

/** `texts`: for a plugin that is not in use yet. */
export const pluginTitleOf = ({ id, title, texts }: { id: string; title: string; texts?: TextsByLanguage }): string =>
  (texts ? texts[currentLanguage.get()] : textsOf(id))?.title ?? title;

/** The id, if the hub does not know the plugin. */
export const titleOfPlugin = (id: string): string => pluginTitleOf(infoOf(id) ?? { id, title: id });

/** Only the default title is translated, not a title that a person gave. */
export function sensorTitleOf({ plugin, kind, title }: Sensor): string {
  const defaultTitle = infoOf(plugin)?.sensors[kind];
  return (title === defaultTitle ? textsOf(plugin)[`sensors.${kind}.title`] : undefined) ?? title;
}

export const stateWordOf = ({ plugin, kind }: Sensor, state: string): string | undefined =>
  textsOf(plugin)[`sensors.${kind}.states.${state}`];

/** The unit of so many. */
export function unitWordOf({ plugin, kind }: Sensor, count: number): string | undefined {
  const texts = textsOf(plugin);
  return (count === 1 ? texts[`sensors.${kind}.unitOfOne`] : undefined) ?? texts[`sensors.${kind}.unit`];
}

const serviceTextOf = ({ id }: Pick<Service, "id">, path: string): string | undefined => {
  const [plugin = "", name] = id.split("/");
  return textsOf(plugin)[`services.${name}.${path}`];
};

export const serviceTitleOf = (service: Service): string => serviceTextOf(service, "title") ?? service.title;
/** Undefined if it only repeats the title. */
export function serviceSummaryOf(service: Service): string | undefined {
  const summary = serviceTextOf(service, "summary") ?? (service.summary === service.title ? undefined : service.summary);
  return summary === serviceTitleOf(service) ? undefined : summary;
}

/** What a field of a service is for. */
export const fieldHintOf = (service: Service, field: string): string | undefined =>
  serviceTextOf(service, `input.${field}.description`) ?? service.input.properties?.[field]?.description;

/** A value of a field in words. */
export const optionTextOf = (service: Service, field: string, value: string): string =>
  serviceTextOf(service, `input.${field}.values.${value}`) ?? toTitle(value);

/** Texts of one field of a form, and of its values. */
export interface FieldTexts {
  readonly title: string;
  readonly description: string | undefined;
  optionText(value: string): string;
}

/** Plugins translate the fields of an input, not those of objects in it, and all their settings. `path`: the field's position in the input. */
export function useFieldTexts(path: readonly (string | number)[], schema: JsonSchema): FieldTexts {
  const { sensorField } = useTexts().services;
  const service = useContext(FormServiceContext);
  const settings = useContext(FormSettingsContext)?.[currentLanguage.get()];
  const setting = path.filter((part) => typeof part === "string").join(".");
  const [field, ...rest] = path;
  const hasTexts = service !== undefined && field !== undefined && rest.every((part) => typeof part === "number");
  const textOf = (part: string): string | undefined =>
    hasTexts ? serviceTextOf(service, `input.${field}.${part}`) : settings?.[`config.${setting}.${part}`];
  const optionText = (value: string): string => textOf(`values.${value}`) ?? toTitle(value);
  const last = path.at(-1) ?? "";
  if (typeof last === "number") return { title: schema.title ?? String(last + 1), description: schema.description, optionText };
  // The hub adds this field.
  if (path.length === 1 && field === "sensor" && service?.target !== undefined)
    return { title: sensorField, description: undefined, optionText };
  const unit = textOf("unit") ?? schema["x-unit"];
  const title = textOf("title") ?? schema.title ?? toTitle(last);
  return {
    title: unit === undefined ? title : `${title} (${unit})`,
    description: textOf("description") ?? schema.description,
    optionText,
  };
}

/** The plugin of the sensor whose attributes are shown. */
export const AttributePluginContext = createContext("");

export const attributeTitleOf = (plugin: string, name: string): string => attributeTitleIn(textsOf(plugin), name) ?? toTitle(name);
export const attributeWordOf = (plugin: string, name: string, value: string): string | undefined =>
  attributeWordIn(textsOf(plugin), name, value);

export function eventTitleOf(type: string): string {
  const [plugin = "", name = ""] = type.split("/");
  return textsOf(plugin)[`events.${name}.title`] ?? toTitle(name);
}

/** For `X.Read.Shared`, falls back to the reason of `X.Read`, which the plugin declares. */
export function reasonOf({ plugin, scope, why }: Pick<ScopeContribution, "plugin" | "scope" | "why">, texts = textsOf(plugin)): string {
  const unsharedPath = Object.keys(texts).find((path) => path.replace(/\.why$/, ".Shared.why") === `scopes.${scope}.why`);
  return texts[`scopes.${scope}.why`] ?? (unsharedPath === undefined ? why : texts[unsharedPath]!);
}
