import { createPartTexts } from "../texts/part-texts.ts";
import { en } from "./texts/reading-en.ts";

export const readingTexts = createPartTexts(en, {
  de: () => import("./texts/reading-de.ts").then(({ de }) => de),
  es: () => import("./texts/reading-es.ts").then(({ es }) => es),
  fr: () => import("./texts/reading-fr.ts").then(({ fr }) => fr),
  nl: () => import("./texts/reading-nl.ts").then(({ nl }) => nl),
});
