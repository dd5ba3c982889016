import type { HourlyCost, SensorKind, StalenessByKind } from "./figures.ts";

/** In the order of the tables. */
export const sensorKinds: readonly SensorKind[] = ["presence", "mail", "calendar", "todo", "chat", "autoreply"];

export const formatNumber = (value: number): string => Math.round(value).toLocaleString("en-US");
export const formatSeconds = (value: number): string => (Math.round(value * 10) / 10).toFixed(1);

/** A row of a table of costs. */
export const formatCost = (
  title: string,
  { requests, units, items, bytes }: Omit<HourlyCost, "bytes"> & { readonly bytes?: number },
): string =>
  `| ${title} | ${formatNumber(requests)} | ${formatNumber(units)} | ${formatNumber(items)} | ${bytes === undefined ? "" : (bytes / 1e6).toFixed(1)} |`;

/** A row of a table of delays. */
export const formatStaleness = (title: string, worst: StalenessByKind): string =>
  `| ${title} | ${sensorKinds.map((kind) => formatSeconds(worst[kind])).join(" | ")} |`;
