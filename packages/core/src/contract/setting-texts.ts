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

/** The texts of both, by language. */
export function joinTexts(texts: TranslatedTexts, more: TranslatedTexts): TranslatedTexts {
  const languages = new Set([...Object.keys(texts), ...Object.keys(more)]);
  return Object.fromEntries([...languages].map((language) => [language, { ...texts[language], ...more[language] }]));
}
