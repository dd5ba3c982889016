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

export interface GraphMetrics {
  add(plugin: string, shape: string, cost: Partial<GraphCost>): void;
  snapshot(): { readonly total: GraphCost; readonly calls: readonly (GraphCost & { plugin: string; path: string })[] };
}

/** Rows beyond this number are counted together. */
const maxRows = 500;

export function createGraphMetrics(): GraphMetrics {
  const rows = new Map<string, GraphCost & { plugin: string; path: string }>();
  const total = zeroCost();
  return {
    add(plugin, shape, cost) {
      const path = rows.has(`${plugin} ${shape}`) || rows.size < maxRows ? shape : "other";
      const key = `${plugin} ${path}`;
      const row = rows.get(key) ?? { plugin, path, ...zeroCost() };
      rows.set(key, row);
      for (const [name, value] of Object.entries(cost) as [keyof GraphCost, number][]) {
        row[name] += value;
        total[name] += value;
      }
    },
    snapshot: () => ({ total: { ...total }, calls: [...rows.values()].map((row) => ({ ...row })) }),
  };
}

const zeroCost = (): GraphCost => ({ requests: 0, units: 0, items: 0, bytesIn: 0, bytesOut: 0, retries: 0, throttledSeconds: 0 });
