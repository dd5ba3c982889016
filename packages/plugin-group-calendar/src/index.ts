export { groupCalendarPlugin } from "./plugin.ts";
