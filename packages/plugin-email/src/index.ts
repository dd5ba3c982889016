export { emailPlugin } from "./plugin.ts";
