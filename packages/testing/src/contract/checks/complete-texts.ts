import { createContractCheck } from "../contract-check.ts";

/** How many missing paths a complaint names. */
const maxNamedPaths = 5;

export const completeTexts = createContractCheck("has the same texts in every language", function* ({ definition: { texts = {} } }) {
  const allPaths = new Set(Object.values(texts).flatMap(Object.keys));
  for (const [language, translated] of Object.entries(texts)) {
    const missing = [...allPaths].filter((path) => translated[path] === undefined && (!isEnglish(language) || isState(path)));
    if (missing.length === 0) continue;
    const rest = missing.length > maxNamedPaths ? ` and ${missing.length - maxNamedPaths} more` : "";
    yield {
      observed: `texts.${language} lacks ${missing.slice(0, maxNamedPaths).join(", ")}${rest}, which other languages have.`,
      advice: "Translate these texts, or remove them from the other languages.",
    };
  }
});

/** The definition is in English, so `en` needs only what the definition does not say: words for states. */
const isEnglish = (language: string): boolean => language.toLowerCase().split("-")[0] === "en";
const isState = (path: string): boolean => /^sensors\.[^.]+\.states\./.test(path);
