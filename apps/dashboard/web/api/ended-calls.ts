import { createStore } from "./value-store.ts";

/** How many calls of this page have changed something. What is read on demand is read again when it grows. */
export const endedCalls = createStore(0);
