export { calendarPlugin } from "./plugin.ts";
