import { deWords } from "./de.ts";
import { enWords } from "./en.ts";
import { esWords } from "./es.ts";
import { frWords } from "./fr.ts";
import { nlWords } from "./nl.ts";

/** The words that the plugins for calendars share, by language. For `sharedTexts`. */
export const sharedWords = { en: enWords, de: deWords, es: esWords, fr: frWords, nl: nlWords };
