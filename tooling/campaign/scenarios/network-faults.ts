import type { ScenarioGroup } from "./fault-scenario.ts";
import { actOn, isGraph } from "./graph-rules.ts";
import { type ObservedFault, observeFault } from "./observe-fault.ts";

const refused: Pick<ObservedFault, "start" | "stop"> = { start: ({ proxy }) => proxy.close(), stop: ({ proxy }) => proxy.open() };

const faults: readonly ObservedFault[] = [
  { name: "refused", ...refused, noticed: true },
  { name: "refused-for-2-minutes", ...refused, lasts: 120, recovers: 330, noticed: true },
  { name: "reset", rule: () => ({ kind: "reset" }), noticed: true },
  { name: "body-takes-5-s", rule: actOn(isGraph, { kind: "slow", ms: 5_000 }), lasts: 40, unnoticed: true },
  { name: "body-takes-45-s", rule: actOn(isGraph, { kind: "slow", ms: 45_000 }), lasts: 75, recovers: 180, noticed: true },
  {
    name: "graph-suspended",
    async start({ emulator, changes }) {
      await changes.make("mail", "task");
      emulator.process().child.kill("SIGSTOP");
    },
    stop: ({ emulator }) => void emulator.process().child.kill("SIGCONT"),
    changes: [],
    lasts: 60,
    recovers: 180,
    noticed: true,
  },
  { name: "half-of-the-requests-reset", rule: () => (Math.random() < 0.5 ? { kind: "reset" } : undefined), lasts: 40, recovers: 120 },
];

/** The network between hub and Microsoft. */
export const networkFaults: ScenarioGroup = { name: "network", shared: {}, scenarios: faults.map(observeFault) };
