export { statusPlugin } from "./plugin.ts";
