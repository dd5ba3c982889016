/** The cost of one plugin's requests to one path shape since the start. A `$batch` is one request; each of its parts is one unit. */
export interface GraphCost {
  requests: number;
  units: number;
  items: number;
  bytesIn: number;
  bytesOut: number;
  retries: number;
  throttledSeconds: number;
}

/** The cost of one hour. */
export interface HourCost {
  /** When the hour began, ISO 8601. */
  readonly at: string;
  readonly requests: number;
  readonly units: number;
}

export interface GraphMetrics {
  add(plugin: string, shape: string, cost: Partial<GraphCost>): void;
  snapshot(): {
    readonly total: GraphCost;
    readonly calls: readonly (GraphCost & { plugin: string; path: string })[];
    /** The last 24 hours, oldest first, without those before the start. */
    readonly hours: readonly HourCost[];
  };
}

const hoursKept = 24;
const hourMs = 3_600_000;

/** Rows beyond this number are counted together. */
const maxRows = 500;

/** `now`: milliseconds since 1970. `all`: where the same costs are counted with those of others. */
export function createGraphMetrics(now: () => number, all?: Pick<GraphMetrics, "add">): GraphMetrics {
  const rows = new Map<string, GraphCost & { plugin: string; path: string }>();
  const total = zeroCost();
  // Numbers by hour of the day: an account at rest costs no more for them.
  const requests = new Uint32Array(hoursKept);
  const units = new Uint32Array(hoursKept);
  const hourOf = (time: number): number => Math.floor(time / hourMs);
  const firstHour = hourOf(now());
  let currentHour = firstHour;
  /** Forgets the hours of the day before. */
  const turnTo = (hour: number): void => {
    for (let next = Math.max(currentHour + 1, hour - hoursKept + 1); next <= hour; next++)
      requests[next % hoursKept] = units[next % hoursKept] = 0;
    currentHour = Math.max(currentHour, hour);
  };
  return {
    add(plugin, shape, cost) {
      all?.add(plugin, shape, cost);
      const path = rows.has(`${plugin} ${shape}`) || rows.size < maxRows ? shape : "other";
      const key = `${plugin} ${path}`;
      const row = rows.get(key) ?? { plugin, path, ...zeroCost() };
      rows.set(key, row);
      for (const [name, value] of Object.entries(cost) as [keyof GraphCost, number][]) {
        row[name] += value;
        total[name] += value;
      }
      turnTo(hourOf(now()));
      const at = currentHour % hoursKept;
      requests[at] = requests[at]! + (cost.requests ?? 0);
      units[at] = units[at]! + (cost.units ?? 0);
    },
    snapshot() {
      turnTo(hourOf(now()));
      const start = Math.max(firstHour, currentHour - hoursKept + 1);
      const hours = Array.from({ length: currentHour - start + 1 }, (_, at) => start + at);
      return {
        total: { ...total },
        calls: [...rows.values()].map((row) => ({ ...row })),
        hours: hours.map((hour) => ({
          at: new Date(hour * hourMs).toISOString(),
          requests: requests[hour % hoursKept]!,
          units: units[hour % hoursKept]!,
        })),
      };
    },
  };
}

const zeroCost = (): GraphCost => ({ requests: 0, units: 0, items: 0, bytesIn: 0, bytesOut: 0, retries: 0, throttledSeconds: 0 });
