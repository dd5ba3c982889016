import { createPartTexts } from "../texts/part-texts.ts";
import { en } from "./texts/connect-en.ts";

export const connectTexts = createPartTexts(en, {
  de: () => import("./texts/connect-de.ts").then(({ de }) => de),
  es: () => import("./texts/connect-es.ts").then(({ es }) => es),
  fr: () => import("./texts/connect-fr.ts").then(({ fr }) => fr),
  nl: () => import("./texts/connect-nl.ts").then(({ nl }) => nl),
});
