import type { NotificationMetrics, SensorSummary } from "@casement/host";
import { createCounter, createGauge, createHistogram, type PrometheusMetric } from "./prometheus-text.ts";

/** Empty where the hub receives no notifications. */
export function collectNotificationMetrics(
  { received, accepted, renewals, delay }: NotificationMetrics,
  sensors: readonly SensorSummary[],
): PrometheusMetric[] {
  const shown = sensors.filter(({ liveness }) => liveness !== undefined);
  if (shown.length === 0 && received === 0) return [];
  const countOf = (state: string): number => shown.filter(({ liveness }) => liveness === state).length;
  return [
    createCounter("casement_notifications_received_total", "Change notifications that arrived.", [[{}, received]]),
    createCounter("casement_notifications_accepted_total", "Change notifications that caused a read.", [[{}, accepted]]),
    createCounter("casement_notifications_ignored_total", "Change notifications that are of no subscription of this hub.", [
      [{}, received - accepted],
    ]),
    createCounter("casement_subscription_renewals_total", "Renewals of subscriptions at Microsoft Graph.", [[{}, renewals]]),
    createHistogram("casement_notification_delay_seconds", "Time from a notification until what it reports is shown.", delay),
    createGauge(
      "casement_sensor_liveness",
      "Sensors by how their changes arrive.",
      ["live", "polled", "waiting"].map((liveness) => [{ liveness }, countOf(liveness)]),
    ),
  ];
}
