import type { FieldText } from "./service-texts.ts";
import type { TranslatedTexts } from "./translated-text.ts";

/** The texts of one setting in one language. `fields`: those of an object, or of the objects in a list. */
export interface SettingText extends FieldText {
  readonly fields?: SettingTexts;
}
export type SettingTexts = Readonly<Record<string, SettingText>>;

/**
 * The texts of a plugin's settings, by the paths of its `texts`:
 *
 *     settingTexts({ de: { lists: { title: "Listen", fields: { name: { title: "Name" } } } } })
 */
export function settingTexts(byLanguage: Readonly<Record<string, SettingTexts>>): TranslatedTexts {
  return Object.fromEntries(
    Object.entries(byLanguage).map(([language, settings]) => [language, Object.fromEntries(entriesOf("config", settings))]),
  );
}

function* entriesOf(prefix: string, settings: SettingTexts): Iterable<[path: string, text: string]> {
  for (const [name, { title, description, values = {}, fields = {} }] of Object.entries(settings)) {
    const path = `${prefix}.${name}`;
    if (title !== undefined) yield [`${path}.title`, title];
    if (description !== undefined) yield [`${path}.description`, description];
    for (const [value, text] of Object.entries(values)) yield [`${path}.values.${value}`, text];
    yield* entriesOf(path, fields);
  }
}

/**
 * Titles of attributes, and of properties of items, by the paths of a plugin's `texts`. An attribute without one has the title of the service's field
 * of the same name. Words for values that no such field has are `name.values.value`.
 *
 *     attributeTexts({ de: { overdue: "Überfällig", "response.values.none": "Keine" } })
 */
export function attributeTexts(byLanguage: Readonly<Record<string, Readonly<Record<string, string>>>>): TranslatedTexts {
  const pathsOf = (titles: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(titles).map(([name, title]) => [`attributes.${name}`, title]));
  return Object.fromEntries(Object.entries(byLanguage).map(([language, titles]) => [language, pathsOf(titles)]));
}

/** All texts, by language. */
export function joinTexts(...all: readonly TranslatedTexts[]): TranslatedTexts {
  const languages = new Set(all.flatMap((texts) => Object.keys(texts)));
  return Object.fromEntries([...languages].map((language) => [language, Object.assign({}, ...all.map((texts) => texts[language]))]));
}
