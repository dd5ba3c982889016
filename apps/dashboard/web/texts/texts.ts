import { createStore, useStore } from "../api/store.ts";
import { de } from "./de.ts";
import { en, type Texts } from "./en.ts";

export const languages = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof languages;

const tables: Readonly<Record<Language, Texts>> = { en, de };
const kept = localStorage.getItem("language");
const own: Language = navigator.language.startsWith("de") ? "de" : "en";

export const language = createStore<Language>(kept === "en" || kept === "de" ? kept : own);

export function setLanguage(next: Language): void {
  localStorage.setItem("language", next);
  document.documentElement.lang = next;
  language.set(next);
}

export const useTexts = (): Texts => tables[useStore(language)];

/** Puts values in the place of {0}, {1}. */
export const fill = (text: string, ...values: (string | number)[]): string =>
  text.replace(/\{(\d)\}/g, (_, at) => String(values[Number(at)] ?? ""));

/** A state or a key as people write it: `InAMeeting` → "in a meeting", `maxItems` → "max items". */
export function words(name: string): string {
  const plain = name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .replace(/[-_]+/g, " ")
    .toLowerCase();
  return tables[language.get()].words[plain] ?? plain;
}

/** The same with a capital. */
export const title = (name: string): string => {
  const text = words(name);
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
};
