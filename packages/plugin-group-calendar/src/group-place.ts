import type { Graph } from "@casement/core";
import type { Place } from "@casement/graph-calendar";

/** "/groups/…": where single events of the group are. */
export const groupPath = (id: string): string => `/groups/${encodeURIComponent(id)}`;

/** The group's calendar. */
export const calendarPath = (id: string): string => `${groupPath(id)}/calendar`;

export const placeOf = (graph: Graph, id: string): Place => ({ graph, path: calendarPath(id), basic: false });
