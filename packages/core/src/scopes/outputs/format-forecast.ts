import type { ConsentForecast, ScopeReport } from "../scope-report.ts";

export interface ForecastTitles {
  plugin(id: string): string;
  service(plugin: string, name: string): string;
}

/** The forecast in words. Undefined where no administrator is needed, or where Microsoft has granted everything. */
export function formatForecast(report: ScopeReport, titles: ForecastTitles): string | undefined {
  const { forecast, granted, plugins, contributions } = report;
  const isOpen = granted === null || plugins.some(({ waiting }) => waiting.length > 0);
  if (!forecast || forecast.waiting.length === 0 || !isOpen) return undefined;
  const isManaged = contributions.some(({ consent }) => consent === "administrator-where-managed");
  const condition = isManaged ? "Where Microsoft manages consent (the default for organizations), " : "";
  const start = startable(forecast, titles);
  const text = `${start ? `you can start with ${start}; ` : ""}an administrator must approve ${listOf(forecast.waiting.map(titles.plugin))}.`;
  return condition ? condition + text : text.charAt(0).toUpperCase() + text.slice(1);
}

function startable({ ready, services }: ConsentForecast, titles: ForecastTitles): string {
  const parts = Object.entries(services).map(
    ([plugin, names]) => `${titles.plugin(plugin)} (only ${listOf(names.map((name) => titles.service(plugin, name)))})`,
  );
  return listOf([...ready.map(titles.plugin), ...parts]);
}

const listOf = (names: readonly string[]): string => new Intl.ListFormat("en").format(names);
