import { createPartTexts } from "../texts/part-texts.ts";
import { en } from "./texts/wall-en.ts";

export const wallTexts = createPartTexts(en, {
  de: () => import("./texts/wall-de.ts").then(({ de }) => de),
  es: () => import("./texts/wall-es.ts").then(({ es }) => es),
  fr: () => import("./texts/wall-fr.ts").then(({ fr }) => fr),
  nl: () => import("./texts/wall-nl.ts").then(({ nl }) => nl),
});
