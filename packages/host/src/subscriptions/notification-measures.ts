/** What notifications brought since the start. */
export interface NotificationMetrics {
  readonly received: number;
  /** Those of a subscription of this hub, with its secret. */
  readonly accepted: number;
  /** Of subscriptions, at Graph. */
  readonly renewals: number;
  /** How long it took from a notification until what it reports was read and shown, in seconds. */
  readonly delay: DurationHistogram;
}

/** As Prometheus counts: `counts` has the number of durations up to each bound of `bounds`. */
export interface DurationHistogram {
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
  readonly sum: number;
  readonly count: number;
}

export interface NotificationMeasures {
  received(count: number, isAccepted: boolean): void;
  renewed(): void;
  /** What a notification reports is shown, after this time (ms). */
  shown(delayMs: number): void;
  metrics(): NotificationMetrics;
}

const bounds = [0.25, 0.5, 1, 2, 5, 10, 30, 60, 300];

export function createNotificationMeasures(): NotificationMeasures {
  let [received, accepted, renewals, sum, count] = [0, 0, 0, 0, 0];
  const counts = bounds.map(() => 0);
  return {
    received(count, isAccepted) {
      received += count;
      if (isAccepted) accepted += count;
    },
    renewed() {
      renewals++;
    },
    shown(delayMs) {
      // The clock may have been set back.
      const seconds = Math.max(0, delayMs) / 1_000;
      sum += seconds;
      count++;
      for (const [index, bound] of bounds.entries()) if (seconds <= bound) counts[index]!++;
    },
    metrics: () => ({ received, accepted, renewals, delay: { bounds, counts: [...counts], sum, count } }),
  };
}

/** Of several hosts together. */
export function sumNotificationMetrics(all: readonly NotificationMetrics[]): NotificationMetrics {
  const sumOf = (read: (metrics: NotificationMetrics) => number): number => all.reduce((sum, metrics) => sum + read(metrics), 0);
  return {
    received: sumOf(({ received }) => received),
    accepted: sumOf(({ accepted }) => accepted),
    renewals: sumOf(({ renewals }) => renewals),
    delay: {
      bounds,
      counts: bounds.map((_, at) => sumOf(({ delay }) => delay.counts[at] ?? 0)),
      sum: sumOf(({ delay }) => delay.sum),
      count: sumOf(({ delay }) => delay.count),
    },
  };
}
