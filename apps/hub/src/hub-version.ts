import { createRequire } from "node:module";

/** The version of this package. The path is right from both `src` and `dist`. */
export const hubVersion = (): string => createRequire(import.meta.url)("../package.json").version;
