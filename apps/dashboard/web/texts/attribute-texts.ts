type PluginTexts = Readonly<Record<string, string>>;

/** The title of an attribute, or of a property of an item, in a plugin's texts of one language: its own, or that of a service's field of its name. */
export const attributeTitleIn = (texts: PluginTexts, name: string): string | undefined =>
  texts[`attributes.${name}`] ?? fieldTextIn(texts, `${name}.title`);

/** A value of an attribute in words: its own, or those of a service's field of the same name. */
export const attributeWordIn = (texts: PluginTexts, name: string, value: string): string | undefined =>
  texts[`attributes.${name}.values.${value}`] ?? fieldTextIn(texts, `${name}.values.${value}`);

/** The text of the first service that has a field with it. */
function fieldTextIn(texts: PluginTexts, path: string): string | undefined {
  const found = Object.keys(texts).find((each) => each.startsWith("services.") && each.endsWith(`.input.${path}`));
  return found === undefined ? undefined : texts[found];
}
