import { createPartTexts } from "../texts/part-texts.ts";
import { en } from "./texts/hub-en.ts";

export const hubPageTexts = createPartTexts(en, {
  de: () => import("./texts/hub-de.ts").then(({ de }) => de),
  es: () => import("./texts/hub-es.ts").then(({ es }) => es),
  fr: () => import("./texts/hub-fr.ts").then(({ fr }) => fr),
  nl: () => import("./texts/hub-nl.ts").then(({ nl }) => nl),
});
