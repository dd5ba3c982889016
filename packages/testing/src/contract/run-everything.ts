import { CasementError, checkValue } from "@casement/core";
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
  const sensors = await rig.sensors();
  const serviceRuns: ServiceRun[] = [];
  for (const name of Object.keys(subject.definition.services ?? {})) serviceRuns.push(await runService(subject, rig, name));
  await t.account.rescan().catch(() => {});
  await t.advance("2m");
  const { type } = t.account.status();
  const { sharedMailbox } = t.account.options;
  return {
    accountType: type,
    mailbox: sharedMailbox === undefined ? "/me" : `/users/${encodeURIComponent(sharedMailbox)}`,
    scopes: await t.account.scopes(),
    sensors,
    serviceRuns,
    observed: rig.observed,
    exchanges: recorder.exchanges,
  };
}

async function runService(subject: ContractSubject, rig: ContractRig, name: string): Promise<ServiceRun> {
  const { account } = rig.t;
  let input: ServiceRun["input"];
  try {
    input = await exampleInputOf(subject, rig, name);
  } catch (error) {
    return { name, input: {}, error };
  }
  if (input === undefined) return { name, input };
  const { item, reachesOthers: reaches } = subject.definition.services?.[name] ?? {};
  const service = `${subject.definition.id}/${name}`;
  // The function gets the stored item, and the example may just have created it.
  if (typeof reaches === "function" && item?.id !== undefined) await account.refresh().catch(() => {});
  const reachesOthers = await predictReach(subject, rig, name, input);
  const [exchangesBefore, mailsBefore] = [rig.recorder.exchanges.length, mailsOutside(rig)];
  const result = await withTimeout(account.call(service, input)).then(
    (output) => ({ output }),
    (error: unknown) => ({ error }),
  );
  const exchanges = rig.recorder.exchanges.slice(exchangesBefore);
  return { name, input, ...result, reachesOthers, exchanges, sentMails: mailsOutside(rig) - mailsBefore };
}

/** Asks the host. A function must also accept an item that is not stored. Undefined for an input that the service refuses. */
async function predictReach(
  { definition }: ContractSubject,
  { t }: ContractRig,
  name: string,
  { sensor, ...ownInput }: Readonly<Record<string, unknown>>,
): Promise<ServiceRun["reachesOthers"]> {
  const service = definition.services?.[name];
  if (!service) return undefined;
  const input = await checkValue(
    service.input,
    service.target === undefined ? { ...ownInput, ...(sensor !== undefined && { sensor }) } : ownInput,
  );
  if ("issues" in input) return undefined;
  try {
    if (typeof service.reachesOthers === "function") service.reachesOthers({ input: input.value, item: undefined, items: new Map() });
    return await t.account.reachesOthers(`${definition.id}/${name}`, { ...ownInput, ...(sensor !== undefined && { sensor }) });
  } catch (error) {
    return { error };
  }
}

const mailsOutside = ({ recorder }: ContractRig): number =>
  recorder.emulator.control.mail.sent().filter(({ kind, inside }) => kind !== "automatic" && !inside).length;

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

/** Real time, for services that start a process on a busy machine. Less than the timeout of a test in vitest. */
const callTimeoutMs = 15_000;
