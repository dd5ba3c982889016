export { type CaldavOptions, type CaldavSurface, createCaldavSurface } from "./caldav-surface.ts";
export { caldavGrantKinds } from "./grant-kinds.ts";
