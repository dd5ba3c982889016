/** What a plugin says in other languages: by language tag (`de`, `pt-BR`), then by path (`sensors.folder.title`). */
export type TranslatedTexts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The text at a path in a language, falling back from `de-AT` to `de`. Case counts for nothing in `language`. Undefined where there is
 * none: the plugin's own title is shown then.
 */
export function translatedText(texts: TranslatedTexts | undefined, language: string | undefined, path: string): string | undefined {
  for (const tag of languageFallbacks(language)) {
    const known = Object.keys(texts ?? {}).find((each) => each.toLowerCase() === tag);
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
