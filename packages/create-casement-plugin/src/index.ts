export { main, type ScaffoldIo } from "./main.ts";
export type { ScaffoldOptions } from "./scaffold-options.ts";
