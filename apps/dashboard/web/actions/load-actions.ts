import { apiClient } from "../api/api-client.ts";
import { createStore } from "../api/value-store.ts";
import type * as ActionParts from "./action-parts.ts";

/** What acts: forms, confirmation, undo. Not part of the first page. Undefined until loaded. */
export const loadedActions = createStore<typeof ActionParts | undefined>(undefined);

let loading: Promise<typeof ActionParts> | undefined;

/** Loads it with its texts in the current language. */
export async function loadActions(): Promise<typeof ActionParts> {
  loading ??= import("./action-parts.ts");
  const parts = await loading.catch(async (error) => {
    loading = undefined;
    // Says why, if the hub does not respond or something in front of it answers.
    await apiClient.health();
    throw error;
  });
  await parts.actionTexts.load();
  loadedActions.set(parts);
  return parts;
}

/** See `callCarefully`. */
export const callWithCare = async (...call: Parameters<typeof ActionParts.callCarefully>) => (await loadActions()).callCarefully(...call);

/** Opens the form of a call over the page. See `openSheet`. */
export const openCallForm = async (...call: Parameters<typeof ActionParts.openSheet>): Promise<void> =>
  (await loadActions()).openSheet(...call);

export const actionLoaders = {
  recurrence: () => loadActions().then(({ RecurrenceText }) => RecurrenceText),
  itemActions: () => loadActions().then(({ ItemActions }) => ItemActions),
  servicesPage: () => loadActions().then(({ ServicesPage }) => ServicesPage),
};
