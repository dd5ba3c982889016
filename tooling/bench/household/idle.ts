import type { CountersReport } from "@casement/graph-emulator";
import type { Cost } from "./figures.ts";
import { residents } from "./reference-household.ts";
import type { World } from "./world.ts";

export interface IdleCosts {
  readonly casement: Cost;
  readonly predecessor: Cost;
  /** Casement's, by `GET /me/presence`, over the whole time. */
  readonly calls: CountersReport["calls"];
}

const hour = 3_600_000;

/** What each spends in an hour in which nothing changes: the mean over `hours`, daily work included when these are 24. */
export async function idleCosts({ emulator, advance }: World, hours: number): Promise<IdleCosts> {
  const { counters } = emulator.control;
  counters.reset();
  await advance(hours * hour);
  const { accounts, calls } = counters.report();
  const perHour = (user: string): Cost => {
    const { requests = 0, units = 0, items = 0, bytes = 0 } = accounts[user] ?? {};
    return { requests: requests / hours, units: units / hours, items: items / hours, bytes: bytes / hours };
  };
  return { casement: perHour(residents.casement), predecessor: perHour(residents.predecessor), calls };
}
