export { main, type Terminal } from "./main.ts";
export type { ScaffoldOptions } from "./scaffold-options.ts";
