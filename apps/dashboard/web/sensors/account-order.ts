import { createStore } from "../api/value-store.ts";

/** The names of the accounts, in the order of the configuration. */
export const accountOrder = createStore<readonly string[]>([]);
