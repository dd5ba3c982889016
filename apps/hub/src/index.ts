export { main } from "./main.ts";
export type { CommandIo } from "./terminal/command-io.ts";
