import type { TranslatedTexts } from "@casement/core";
import { serviceTexts } from "@casement/core";
import { deWords } from "./de.ts";
import { textsOf } from "./email-words.ts";
import { esWords } from "./es.ts";
import { frWords } from "./fr.ts";
import { nlWords } from "./nl.ts";

const englishBody = { body: { values: { html: "HTML" } } };

export const emailTexts: TranslatedTexts = {
  en: { ...serviceTexts("list-messages", {}, englishBody), ...serviceTexts("get-message", {}, englishBody) },
  de: textsOf(deWords),
  es: textsOf(esWords),
  fr: textsOf(frWords),
  nl: textsOf(nlWords),
};
