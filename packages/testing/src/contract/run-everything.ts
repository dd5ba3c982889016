import { CasementError } from "@casement/core";
import { waitUntil } from "./advance.ts";
import type { ContractRig } from "./contract-rig.ts";
import type { ContractSubject } from "./contract-subject.ts";
import { exampleInputOf } from "./example-input.ts";
import type { PluginRun, ServiceRun } from "./plugin-run.ts";

/** Starts the plugin, makes a change from outside, calls every service with its example, and discovers sensors again. */
export async function runEverything(subject: ContractSubject): Promise<PluginRun> {
  await using rig = await subject.open();
  const { t, recorder, user } = rig;
  await subject.options.change?.(recorder.emulator, user);
  await t.account.refresh();
  await t.advance("2m");
  const sensors = rig.sensors();
  const serviceRuns: ServiceRun[] = [];
  for (const name of Object.keys(subject.definition.services ?? {})) serviceRuns.push(await runService(subject, rig, name));
  await t.account.rescan().catch(() => {});
  await t.advance("2m");
  const { type } = t.account.status();
  const { sharedMailbox } = t.account.options;
  return {
    accountType: type,
    mailbox: sharedMailbox === undefined ? "/me" : `/users/${encodeURIComponent(sharedMailbox)}`,
    scopes: t.account.scopes(),
    sensors,
    serviceRuns,
    observed: rig.observed,
    exchanges: recorder.exchanges,
  };
}

async function runService(subject: ContractSubject, rig: ContractRig, name: string): Promise<ServiceRun> {
  let input: ServiceRun["input"];
  try {
    input = await exampleInputOf(subject, rig, name);
    if (input === undefined) return { name, input };
    return { name, input, output: await withTimeout(rig.t.account.call(`${subject.definition.id}/${name}`, input)) };
  } catch (error) {
    return { name, input: input ?? {}, error };
  }
}

/** Fails a call that waits for nothing. Otherwise vitest would only report that a test took too long. */
async function withTimeout<T>(call: Promise<T>): Promise<T> {
  let hasEnded = false;
  const end = () => {
    hasEnded = true;
  };
  call.then(end, end);
  if (await waitUntil(() => hasEnded, callTimeoutMs)) return call;
  throw new CasementError("timeout", `It did not end within ${callTimeoutMs / 1000} s, although nothing kept it waiting.`);
}

/** Real time. Less than the timeout of a test in vitest. */
const callTimeoutMs = 3_000;
