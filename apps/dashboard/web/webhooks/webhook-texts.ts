import { createPartTexts } from "../texts/part-texts.ts";
import { en } from "./texts/webhooks-en.ts";

export const webhookTexts = createPartTexts(en, {
  de: () => import("./texts/webhooks-de.ts").then(({ de }) => de),
  es: () => import("./texts/webhooks-es.ts").then(({ es }) => es),
  fr: () => import("./texts/webhooks-fr.ts").then(({ fr }) => fr),
  nl: () => import("./texts/webhooks-nl.ts").then(({ nl }) => nl),
});
