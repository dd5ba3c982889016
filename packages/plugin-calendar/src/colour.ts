import type { GraphCalendar } from "@casement/graph-calendar";

/** Graph names the preset colours but gives no values; these are close to what Outlook shows. */
const presets: Record<string, string> = {
  lightblue: "#a6d1f5",
  lightgreen: "#87d28e",
  lightorange: "#fcab73",
  lightgray: "#c0c0c0",
  lightyellow: "#f5d45e",
  lightteal: "#4adacc",
  lightpink: "#f08cc0",
  lightbrown: "#cba287",
  lightred: "#f88c9b",
};

/** A calendar's colour in CSS; undefined for the automatic one. */
export function calendarColour(calendar: GraphCalendar): string | undefined {
  return calendar.hexColor || presets[calendar.color?.toLowerCase() ?? ""];
}
