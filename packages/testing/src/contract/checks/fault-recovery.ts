import { isDeepStrictEqual } from "node:util";
import type { FaultRule } from "@casement/graph-emulator";
import { advanceUntilEnd } from "../advance.ts";
import { type ContractComplaint, createContractCheck } from "../contract-check.ts";
import type { ContractRig } from "../contract-rig.ts";

const faults: readonly (readonly [name: string, rule: FaultRule])[] = [
  ["401", { status: 401 }],
  ["403", { status: 403, code: "ErrorAccessDenied" }],
  ["404", { status: 404, code: "ErrorItemNotFound" }],
  ["410", { status: 410, code: "SyncStateNotFound" }],
  ["429 with Retry-After", { status: 429, retryAfter: "20" }],
  ["503", { status: 503 }],
  ["a dropped connection", { drop: true }],
];
/** Longer than the pause that the emulator asks for. */
const pauseMs = 45_000;

export const faultRecovery = createContractCheck("keeps its values while Graph fails, and recovers afterward", async function* (subject) {
  await using rig = await subject.open();
  await using twin = await subject.open();
  if ((await differingSensors(rig, twin)).length > 0) {
    yield {
      observed: "Two hosts with the same data show different values.",
      advice: "Let `arrange` use the emulator's clock and nothing random. Do not put random or measured values into sensors.",
    };
    return;
  }
  for (const [name, rule] of faults) {
    const complaints = [...(await complaintsDuring(rig, twin, name, rule)), ...(await complaintsAfter(rig, twin, name))];
    yield* complaints;
    if (complaints.length > 0) return;
  }
});

async function complaintsDuring(rig: ContractRig, twin: ContractRig, name: string, rule: FaultRule): Promise<ContractComplaint[]> {
  const { t, user } = rig;
  t.emulator.control.faults.add({ ...rule, user });
  const reading = Promise.allSettled([t.account.refresh(), t.account.rescan()]);
  await twin.t.advance(await advanceUntilEnd(rig, reading));
  t.emulator.control.faults.clear();
  return (await differingSensors(rig, twin)).map((id) => ({
    observed: `While Graph failed with ${name}, the sensor ${id} lost or changed its value.`,
    advice:
      "Do not catch the error: the hub keeps the last value and marks it as stale. Mark a list that could not be read as `incomplete`.",
  }));
}

async function complaintsAfter(rig: ContractRig, twin: ContractRig, name: string): Promise<ContractComplaint[]> {
  const { t } = rig;
  // Pauses that Graph asked for pass first.
  let passedMs = await advanceUntilEnd(rig, Promise.resolve(), pauseMs);
  if (t.account.status().state !== "signed-in") passedMs += await advanceUntilEnd(rig, t.signIn());
  passedMs += await advanceUntilEnd(rig, Promise.allSettled([t.account.rescan(), t.account.refresh()]));
  await twin.t.advance(passedMs);
  const failing = (await rig.sensors()).filter(({ stale, error }) => stale || error !== undefined);
  return [
    ...failing.map(({ id, error }) => ({
      observed: `The sensor ${id} does not recover from ${name}: ${error ?? "it stays stale"}`,
      advice: "Do not remember failures between calls. Every read starts from scratch.",
    })),
    ...(await differingSensors(rig, twin)).map((id) => ({
      observed: `After ${name}, the sensor ${id} shows another value than without it.`,
      advice: "Do not remember failures between calls, and let `delta` start again when its cursor has expired.",
    })),
  ];
}

/** Sensors that do not show what they show on a twin without faults. */
async function differingSensors(rig: ContractRig, twin: ContractRig): Promise<string[]> {
  const [actual, expected] = [await rig.values(), await twin.values()];
  const gone = new Set((await rig.sensors()).flatMap((sensor) => (sensor.gone ? [sensor.id] : [])));
  return Object.keys({ ...actual, ...expected }).filter((id) => gone.has(id) || !isDeepStrictEqual(actual[id], expected[id]));
}
