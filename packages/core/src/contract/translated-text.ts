/** A plugin's texts by language tag (`de`, `pt-BR`) and path (`sensors.folder.title`). */
export type TranslatedTexts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The text at a path in a language, with a fallback from `de-AT` to `de`. Ignores the case of `language`. Undefined when there is no such
 * text; show the text of the definition then.
 */
export function translatedText(texts: TranslatedTexts | undefined, language: string | undefined, path: string): string | undefined {
  for (const tag of languageFallbacks(language)) {
    const known = Object.keys(texts ?? {}).find((candidate) => candidate.toLowerCase() === tag);
    const text = known === undefined ? undefined : texts?.[known];
    if (text && Object.hasOwn(text, path)) return text[path];
  }
  return undefined;
}

/** `zh-hant-tw`, `zh-hant`, `zh`: the lookup of RFC 4647. */
function* languageFallbacks(language = ""): Iterable<string> {
  const parts = language.toLowerCase().split("-");
  for (; parts.length > 0; parts.pop()) yield parts.join("-");
}
