import { createStore, useStore } from "../api/value-store.ts";
import { withFrenchSpaces } from "./french-spaces.ts";
import { currentLanguage, type LanguageTag } from "./texts.ts";

/** The texts of a part of the page that loads when it is opened. */
export interface PartTexts<T> {
  use(): T;
  /** Those of the current language, if they are loaded. */
  current(): T;
  /** Resolves when the texts of the current language are there, or cannot be loaded; then they are English. */
  load(): Promise<void>;
}

export function createPartTexts<T>(en: T, loaders: Readonly<Record<Exclude<LanguageTag, "en">, () => Promise<T>>>): PartTexts<T> {
  const loaded = createStore<Partial<Record<LanguageTag, T>>>({ en });
  async function load(): Promise<void> {
    const language = currentLanguage.get();
    if (language === "en" || loaded.get()[language]) return;
    const texts = await loaders[language]().catch(() => undefined);
    if (texts) loaded.set({ ...loaded.get(), [language]: language === "fr" ? withFrenchSpaces(texts) : texts });
  }
  return {
    current: () => loaded.get()[currentLanguage.get()] ?? en,
    use() {
      const language = useStore(currentLanguage);
      const texts = useStore(loaded)[language];
      if (!texts) void load();
      return texts ?? en;
    },
    load,
  };
}
