import { createStore } from "../api/value-store.ts";

const storageName = "notify";

function readChosen(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageName) ?? "[]");
    return Array.isArray(stored) ? stored.filter((type) => typeof type === "string") : [];
  } catch {
    return [];
  }
}

/** Types of events (`plugin/name`) for which this browser shows a notification. */
export const chosenEvents = createStore<readonly string[]>(readChosen());

export function chooseEvents(types: readonly string[]): void {
  localStorage.setItem(storageName, JSON.stringify(types));
  chosenEvents.set(types);
}
