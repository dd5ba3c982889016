import type { DurationHistogram } from "@casement/host";

export interface PrometheusMetric {
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly help: string;
  readonly samples: readonly PrometheusSample[];
}
/** `suffix`: what follows the name of the metric. */
export type PrometheusSample = readonly [labels: Readonly<Record<string, string>>, value: number, suffix?: string];

export const createCounter = (name: string, help: string, samples: readonly PrometheusSample[]): PrometheusMetric => ({
  name,
  type: "counter",
  help,
  samples,
});

export const createGauge = (name: string, help: string, samples: readonly PrometheusSample[]): PrometheusMetric => ({
  name,
  type: "gauge",
  help,
  samples,
});

export const createHistogram = (name: string, help: string, { bounds, counts, sum, count }: DurationHistogram): PrometheusMetric => ({
  name,
  type: "histogram",
  help,
  samples: [
    ...bounds.map((bound, index): PrometheusSample => [{ le: String(bound) }, counts[index] ?? 0, "_bucket"]),
    [{ le: "+Inf" }, count, "_bucket"],
    [{}, sum, "_sum"],
    [{}, count, "_count"],
  ],
});

/** Text format 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export const prometheusContentType = "text/plain; version=0.0.4; charset=utf-8";

export function toPrometheusText(metrics: readonly PrometheusMetric[]): string {
  return metrics.map(formatMetric).join("");
}

function formatMetric({ name, type, help, samples }: PrometheusMetric): string {
  const lines = samples.map(([labels, value, suffix = ""]) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
    return `${name}${suffix}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("")}`;
}

const escapeLabel = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
