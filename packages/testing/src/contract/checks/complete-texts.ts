import { check } from "../check.ts";

/** How many missing paths a complaint names. */
const named = 5;

export const completeTexts = check("says the same things in every language it has", function* ({ definition: { texts = {} } }) {
  const all = new Set(Object.values(texts).flatMap(Object.keys));
  for (const [language, own] of Object.entries(texts)) {
    const missing = [...all].filter((path) => own[path] === undefined && (!isEnglish(language) || isState(path)));
    if (missing.length === 0) continue;
    const more = missing.length > named ? ` and ${missing.length - named} more` : "";
    yield {
      seen: `texts.${language} lacks ${missing.slice(0, named).join(", ")}${more}, which other languages have.`,
      todo: "Translate them too, or remove them from the others: half a language reads worse than none.",
    };
  }
});

/** The definition itself is in English, so `en` needs only what it does not say: words for states. */
const isEnglish = (language: string): boolean => language.toLowerCase().split("-")[0] === "en";
const isState = (path: string): boolean => /^sensors\.[^.]+\.states\./.test(path);
