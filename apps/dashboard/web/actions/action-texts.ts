import { createPartTexts } from "../texts/part-texts.ts";
import { en } from "./texts/actions-en.ts";

export const actionTexts = createPartTexts(en, {
  de: () => import("./texts/actions-de.ts").then(({ de }) => de),
  es: () => import("./texts/actions-es.ts").then(({ es }) => es),
  fr: () => import("./texts/actions-fr.ts").then(({ fr }) => fr),
  nl: () => import("./texts/actions-nl.ts").then(({ nl }) => nl),
});
