import { createPartTexts } from "../texts/part-texts.ts";
import { en } from "./texts/calendar-en.ts";

export const calendarTexts = createPartTexts(en, {
  de: () => import("./texts/calendar-de.ts").then(({ de }) => de),
  es: () => import("./texts/calendar-es.ts").then(({ es }) => es),
  fr: () => import("./texts/calendar-fr.ts").then(({ fr }) => fr),
  nl: () => import("./texts/calendar-nl.ts").then(({ nl }) => nl),
});
