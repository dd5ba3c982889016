import type { GraphCalendar } from "@casement/graph-calendar";

/** Graph has only names for the preset colors. These values are close to what Outlook shows. */
const presets: ReadonlyMap<string, string> = new Map([
  ["lightblue", "#a6d1f5"],
  ["lightgreen", "#87d28e"],
  ["lightorange", "#fcab73"],
  ["lightgray", "#c0c0c0"],
  ["lightyellow", "#f5d45e"],
  ["lightteal", "#4adacc"],
  ["lightpink", "#f08cc0"],
  ["lightbrown", "#cba287"],
  ["lightred", "#f88c9b"],
]);

/** A calendar's CSS color. Undefined for `auto`. */
export function colorOfCalendar(calendar: GraphCalendar): string | undefined {
  return calendar.hexColor || presets.get(calendar.color?.toLowerCase() ?? "");
}
