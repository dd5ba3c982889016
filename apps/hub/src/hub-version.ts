import { createRequire } from "node:module";

/** Of this package; beside `src` and `dist` alike. */
export const hubVersion = (): string => createRequire(import.meta.url)("../package.json").version;
