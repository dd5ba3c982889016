export type { Answers } from "./answers.ts";
export { main, type Terminal } from "./main.ts";
