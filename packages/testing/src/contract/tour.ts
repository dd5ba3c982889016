import { CasementError, type ScopeReport } from "@casement/core";
import type { SensorSnapshot } from "@casement/host";
import type { Bench } from "./bench.ts";
import { exampleFor } from "./example.ts";
import { soon } from "./patience.ts";
import type { Exchange } from "./recorder.ts";
import type { Subject } from "./subject.ts";
import type { Watch } from "./watch.ts";

export interface ServiceRun {
  readonly name: string;
  /** Undefined when there is no example. */
  readonly input: Readonly<Record<string, unknown>> | undefined;
  readonly output?: unknown;
  readonly error?: unknown;
}

/** What was seen while the plugin did everything it can do once. */
export interface Tour {
  readonly kind: "work" | "personal";
  /** Path prefix of the mailbox in use. */
  readonly mailbox: string;
  readonly scopes: ScopeReport;
  readonly sensors: readonly SensorSnapshot[];
  readonly runs: readonly ServiceRun[];
  readonly watch: Watch;
  readonly exchanges: readonly Exchange[];
}

/** Start, a change from elsewhere, every service with its example, a look for new sensors. */
export async function takeTour(subject: Subject): Promise<Tour> {
  await using bench = await subject.open();
  const { t, recorder, user } = bench;
  await subject.options.change?.(recorder.emulator, user);
  await t.account.refresh();
  await t.advance("2m");
  const sensors = bench.sensors();
  const runs: ServiceRun[] = [];
  for (const name of Object.keys(subject.definition.services ?? {})) runs.push(await runOf(subject, bench, name));
  await t.account.rescan().catch(() => {});
  await t.advance("2m");
  const { type } = t.account.status();
  const { sharedMailbox } = t.account.options;
  return {
    kind: type,
    mailbox: sharedMailbox === undefined ? "/me" : `/users/${encodeURIComponent(sharedMailbox)}`,
    scopes: t.account.scopes(),
    sensors,
    runs,
    watch: bench.watch,
    exchanges: recorder.exchanges,
  };
}

/** A call that waits for nothing but itself; vitest would say of one that never ends no more than that a test took too long. */
async function ended<T>(call: Promise<T>): Promise<T> {
  let over = false;
  const end = () => {
    over = true;
  };
  call.then(end, end);
  if (await soon(() => over, longestCall)) return call;
  throw new CasementError("timeout", `It has not ended within ${longestCall / 1000} s, in which nothing kept it waiting.`);
}

/** Milliseconds of real time; less than what vitest gives a test. */
const longestCall = 3_000;

async function runOf(subject: Subject, bench: Bench, name: string): Promise<ServiceRun> {
  let input: ServiceRun["input"];
  try {
    input = await exampleFor(subject, bench, name);
    if (input === undefined) return { name, input };
    return { name, input, output: await ended(bench.t.account.call(`${subject.definition.id}/${name}`, input)) };
  } catch (error) {
    return { name, input: input ?? {}, error };
  }
}
