import { type GraphLimit, graphLimits } from "@casement/cluster";

/** How many requests for a workload arrived in which tenth of a second: of one app, in one tenant. */
export type GraphArrivals = Record<string, Record<string, number>>;

const momentsPerSecond = 10;

export function addArrivals(all: GraphArrivals, more: GraphArrivals): void {
  for (const [workload, moments] of Object.entries(more)) {
    all[workload] ??= {};
    const known = all[workload];
    for (const [moment, requests] of Object.entries(moments)) known[moment] = (known[moment] ?? 0) + requests;
  }
}

/** How many requests came when a published limit was used up. Counted by tenths of seconds, so that a window is a tenth too long. */
export function countOverLimits(arrivals: GraphArrivals, limits: readonly GraphLimit[] = graphLimits): number {
  return limits.reduce((sum, limit) => sum + countOver(arrivalsFor(arrivals, limit), limit), 0);
}

function arrivalsFor(arrivals: GraphArrivals, { of }: GraphLimit): ReadonlyMap<number, number> {
  const found: GraphArrivals = {};
  for (const [workload, moments] of Object.entries(arrivals)) if (of === "all" || of === workload) addArrivals(found, { [of]: moments });
  return new Map(Object.entries(found[of] ?? {}).map(([moment, requests]) => [Number(moment), requests]));
}

/** What is over the limit is not counted as used: Graph refuses it. */
function countOver(moments: ReadonlyMap<number, number>, { requests, seconds }: GraphLimit): number {
  const accepted: { readonly moment: number; readonly requests: number }[] = [];
  let [used, over] = [0, 0];
  for (const [moment, arrived] of [...moments].sort(([a], [b]) => a - b)) {
    while (accepted[0] && accepted[0].moment < moment - seconds * momentsPerSecond) used -= accepted.shift()!.requests;
    const fitting = Math.min(arrived, requests - used);
    accepted.push({ moment, requests: fitting });
    used += fitting;
    over += arrived - fitting;
  }
  return over;
}
