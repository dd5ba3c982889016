export { autoreplyPlugin } from "./plugin.ts";
