import { createStore } from "../api/value-store.ts";
import type { ServiceCall } from "./item-actions.ts";

/** A form over the page. It stays, out of sight, while its call waits. */
export interface OpenSheet {
  readonly key: number;
  readonly call: ServiceCall;
  /** The title of the item. */
  readonly about: string | undefined;
}

export const openSheets = createStore<readonly OpenSheet[]>([]);

let lastKey = 0;

export function openSheet(call: ServiceCall, about?: string): void {
  openSheets.set([...openSheets.get(), { key: ++lastKey, call, about }]);
}

export const closeSheet = (key: number): void => openSheets.set(openSheets.get().filter((sheet) => sheet.key !== key));
