import type { CountersReport } from "@casement/graph-emulator";
import type { HourlyCost } from "./figures.ts";
import type { HouseholdSimulation } from "./household-simulation.ts";
import { benchUsers } from "./reference-household.ts";

export interface IdleCosts {
  readonly casement: HourlyCost;
  readonly predecessor: HourlyCost;
  /** Casement's requests by method and path, such as `GET /me/presence`, over the whole time. */
  readonly calls: CountersReport["calls"];
}

const hour = 3_600_000;

/** Measures the costs of each program in an idle hour: the mean over `hours`. 24 hours include the daily work. */
export async function measureIdleCosts({ emulator, advance }: HouseholdSimulation, hours: number): Promise<IdleCosts> {
  const { counters } = emulator.control;
  counters.reset();
  await advance(hours * hour);
  const { accounts, calls } = counters.report();
  const perHour = (user: string): HourlyCost => {
    const { requests = 0, units = 0, items = 0, bytes = 0 } = accounts[user] ?? {};
    return { requests: requests / hours, units: units / hours, items: items / hours, bytes: bytes / hours };
  };
  return { casement: perHour(benchUsers.casement), predecessor: perHour(benchUsers.predecessor), calls };
}
