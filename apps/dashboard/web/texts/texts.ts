import { createStore, useStore } from "../api/store.ts";
import { en, type Texts } from "./en.ts";

export const languages = { en: "English", de: "Deutsch", es: "Español", fr: "Français", nl: "Nederlands" } as const;
export type Language = keyof typeof languages;

/** Fetched by those who read them. */
const others: Readonly<Record<Exclude<Language, "en">, () => Promise<Texts>>> = {
  de: () => import("./de.ts").then(({ de }) => de),
  es: () => import("./es.ts").then(({ es }) => es),
  fr: () => import("./fr.ts").then(({ fr }) => fr),
  nl: () => import("./nl.ts").then(({ nl }) => nl),
};
const tables: Partial<Record<Language, Texts>> = { en };

export const language = createStore<Language>("en");

const isLanguage = (tag: string | null | undefined): tag is Language => tag != null && Object.hasOwn(languages, tag);

/** The language chosen here, else the first of the browser's that the dashboard speaks. */
export function firstLanguage(): Language {
  const kept = localStorage.getItem("language");
  if (isLanguage(kept)) return kept;
  return navigator.languages.map((tag) => tag.split("-")[0]).find(isLanguage) ?? "en";
}

/** Rejects when the texts cannot be fetched; the language stays as it is then. */
export async function setLanguage(next: Language): Promise<void> {
  if (next !== "en") tables[next] ??= await others[next]();
  document.documentElement.lang = next;
  language.set(next);
}

export const keepLanguage = (next: Language): void => localStorage.setItem("language", next);

const current = (): Texts => tables[language.get()] ?? en;

export function useTexts(): Texts {
  useStore(language);
  return current();
}

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
  return current().words[plain] ?? plain;
}

/** The same with a capital. */
export const title = (name: string): string => {
  const text = words(name);
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
};
