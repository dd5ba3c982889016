export { chatPlugin } from "./plugin.ts";
