import type { CallContext } from "@casement/core";
import type { CalendarSource } from "@casement/graph-calendar";
import { groupCalendarPathOf } from "./group-paths.ts";

export function groupCalendarSourceOf({ graph }: Pick<CallContext, "graph">, group: string): CalendarSource {
  return { graph, path: groupCalendarPathOf(group), basic: false };
}
