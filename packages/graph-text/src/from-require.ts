import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * A library that is loaded when it is first used, in the middle of a function that may not wait. Those for HTML are a hundred files, and
 * most hubs show no HTML.
 */
export const fromRequire =
  <T>(name: string) =>
  (): T =>
    require(name);
