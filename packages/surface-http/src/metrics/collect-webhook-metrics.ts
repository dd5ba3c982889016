import type { WebhookStatus } from "../webhook-endpoint.ts";
import { createCounter, createGauge, type PrometheusMetric, type PrometheusSample } from "./prometheus-text.ts";

const states = ["working", "failing", "off"] as const;

/** Empty without webhooks. */
export function collectWebhookMetrics(webhooks: readonly WebhookStatus[]): PrometheusMetric[] {
  if (webhooks.length === 0) return [];
  const each = (value: (status: WebhookStatus) => number): PrometheusSample[] =>
    webhooks.map((status) => [{ webhook: status.name }, value(status)]);
  return [
    createCounter(
      "casement_webhook_delivered_total",
      "Messages that a webhook accepted.",
      each(({ delivered }) => delivered),
    ),
    createCounter(
      "casement_webhook_failed_attempts_total",
      "Attempts to deliver a message that failed.",
      each(({ failedAttempts }) => failedAttempts),
    ),
    createCounter(
      "casement_webhook_dropped_total",
      "Messages that were given up.",
      each(({ dropped }) => dropped),
    ),
    createGauge(
      "casement_webhook_waiting",
      "Messages that wait for their delivery.",
      each(({ waiting }) => waiting),
    ),
    createGauge(
      "casement_webhook_state",
      "1 for the current state of the webhook, 0 for the others.",
      webhooks.flatMap(({ name, state: current }) =>
        states.map((state): PrometheusSample => [{ webhook: name, state }, state === current ? 1 : 0]),
      ),
    ),
  ];
}
