import type { TranslatedTexts } from "@casement/core";
import { sharedTexts, sharedWords } from "@casement/graph-calendar";
import { deTexts } from "./de.ts";
import { esTexts } from "./es.ts";
import { frTexts } from "./fr.ts";
import { nlTexts } from "./nl.ts";

export const calendarTexts: TranslatedTexts = { en: sharedTexts(sharedWords.en), de: deTexts, es: esTexts, fr: frTexts, nl: nlTexts };
