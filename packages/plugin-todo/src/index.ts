export { todoPlugin } from "./plugin.ts";
