import { createStore, useStore } from "../api/value-store.ts";
import { type DashboardTexts, en } from "./en.ts";
import { withFrenchSpaces } from "./french-spaces.ts";

export const languageNames = { en: "English", de: "Deutsch", es: "Español", fr: "Français", nl: "Nederlands" } as const;
export type LanguageTag = keyof typeof languageNames;

/** English is part of the page; other languages are loaded on demand. */
const loadTexts: Readonly<Record<Exclude<LanguageTag, "en">, () => Promise<DashboardTexts>>> = {
  de: () => import("./de.ts").then(({ de }) => de),
  es: () => import("./es.ts").then(({ es }) => es),
  fr: () => import("./fr.ts").then(({ fr }) => withFrenchSpaces(fr)),
  nl: () => import("./nl.ts").then(({ nl }) => nl),
};
const loadedTexts: Partial<Record<LanguageTag, DashboardTexts>> = { en };

export const currentLanguage = createStore<LanguageTag>("en");

const isLanguage = (tag: string | null | undefined): tag is LanguageTag => tag != null && Object.hasOwn(languageNames, tag);

/** The language that the person chose, or else the first supported language of the browser. */
export function initialLanguage(): LanguageTag {
  const stored = localStorage.getItem("language");
  if (isLanguage(stored)) return stored;
  return navigator.languages.map((tag) => tag.split("-")[0]).find(isLanguage) ?? "en";
}

/** Rejects and keeps the current language if the texts cannot be loaded. */
export async function setLanguage(next: LanguageTag): Promise<void> {
  if (next !== "en") loadedTexts[next] ??= await loadTexts[next]();
  document.documentElement.lang = next;
  currentLanguage.set(next);
}

export const storeLanguage = (next: LanguageTag): void => localStorage.setItem("language", next);

export const currentTexts = (): DashboardTexts => loadedTexts[currentLanguage.get()] ?? en;

export function useTexts(): DashboardTexts {
  useStore(currentLanguage);
  return currentTexts();
}

/** Replaces {0}, {1} … with values. */
export const fillText = (text: string, ...values: (string | number)[]): string =>
  text.replace(/\{(\d)\}/g, (_, at) => String(values[Number(at)] ?? ""));

/** A state or an attribute name as words: `InAMeeting` → "in a meeting", `maxItems` → "max items". */
export function toWords(name: string): string {
  const spaced = name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .replace(/[-_]+/g, " ")
    .toLowerCase();
  return currentTexts().words[spaced] ?? spaced;
}

/** Like `toWords`, with a capital first letter. */
export const toTitle = (name: string): string => {
  const text = toWords(name);
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
};
