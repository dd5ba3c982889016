import type { JsonObject } from "../api/api-types.ts";
import { createStore } from "../api/value-store.ts";
import type { ServiceCall } from "./item-actions.ts";

/** A form over the page. It stays, out of sight, while its call waits. */
export interface OpenSheet {
  readonly key: number;
  readonly call: ServiceCall;
  /** The title of the item. */
  readonly about: string | undefined;
  /** Gets what was entered, if the sheet is closed and nothing was called. */
  readonly onLeave: ((left: JsonObject) => void) | undefined;
}

export const openSheets = createStore<readonly OpenSheet[]>([]);

let lastKey = 0;

export function openSheet(call: ServiceCall, about?: string, onLeave?: OpenSheet["onLeave"]): void {
  openSheets.set([...openSheets.get(), { key: ++lastKey, call, about, onLeave }]);
}

export const closeSheet = (key: number): void => openSheets.set(openSheets.get().filter((sheet) => sheet.key !== key));
