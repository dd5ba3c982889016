import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * Returns a function that loads a library at its first call, also inside a synchronous function. The HTML libraries have about a hundred
 * files, and most hubs never show HTML.
 */
export const lazyRequire =
  <T>(name: string) =>
  (): T =>
    require(name);
