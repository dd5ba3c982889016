import { isDeepStrictEqual } from "node:util";
import { CasementError, type ErrorCode, type KeyedInstance, type PluginDefinition } from "@casement/core";
import type { SensorSnapshot, SensorSummary } from "../api.ts";
import type { SensorEntry } from "../feeds/records.ts";
import { freezePlain } from "../json/freeze-plain.ts";
import { validateValue } from "../json/validate-value.ts";
import { PackedValue } from "../memory/packed-value.ts";
import { faultOf } from "../plugins/fault-of.ts";
import { describeDiskFault } from "../store/disk-fault.ts";
import type { TaskLiveness } from "../subscriptions/sensor-liveness.ts";

/** How the reads of a sensor go. */
export interface SensorSource extends TaskLiveness {
  /** The last read succeeded and is recent, and the account is signed in. */
  readonly isFresh: boolean;
  /** No read has failed or succeeded yet. */
  readonly isWaiting: boolean;
  readonly problem: SensorProblem | undefined;
}

/** `first-read`: it is being read for the first time. `reading`: it is being read again. `overdue`: the last complete read was too long ago. */
export type StaleReason = "first-read" | "reading" | "overdue";

/** What is wrong, for people. */
export interface SensorProblem {
  readonly message: string;
  /** Of the error, if there was one. */
  readonly code?: ErrorCode;
  /** Otherwise, why the value is not there yet. */
  readonly reason?: StaleReason;
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface LiveSensorOptions {
  readonly account: string;
  readonly plugin: PluginDefinition;
  readonly kind: string;
  readonly entry: SensorEntry;
  readonly now: () => Date;
  /** Whether the last read succeeded and is recent, and what is wrong, for people. */
  readonly source: () => SensorSource;
  readonly onChange: (snapshot: SensorSnapshot) => void;
}

type SensorValue = { readonly state: unknown } & Readonly<Record<string, unknown>>;

/** One sensor: its last valid value and its state. */
export class LiveSensor {
  readonly #options: LiveSensorOptions;
  #value: PackedValue<SensorValue> | undefined;
  /** Of the value, also while it is packed. */
  #state: unknown;
  #updatedAt: number | undefined;
  #fault: SensorProblem | undefined;
  /** The value is the one of `#lastShown`. */
  #lastPublished: SensorSummary | undefined;
  /** What was published, as far as it can change. */
  #lastShown: readonly unknown[] | undefined;

  constructor(options: LiveSensorOptions) {
    this.#options = options;
  }

  get id(): string {
    const { account, plugin, entry } = this.#options;
    return `${account}/${plugin.id}/${entry.slug}`;
  }
  get plugin(): string {
    return this.#options.plugin.id;
  }
  get entry(): SensorEntry {
    return this.#options.entry;
  }
  get kind(): string {
    return this.#options.kind;
  }
  get value(): SensorValue | undefined {
    return this.#value?.get();
  }
  get instance(): KeyedInstance {
    return instanceOf(this.entry);
  }

  /** When the value last changed (ms). */
  get updatedAt(): number | undefined {
    return this.#updatedAt;
  }

  /** Sets a stored value without checking it. */
  restore(value: unknown, at: number | undefined): void {
    this.#keep(value as SensorValue);
    this.#updatedAt = at;
  }

  #keep(value: SensorValue): void {
    this.#value = new PackedValue(value);
    this.#value.pack();
    this.#state = value.state;
  }

  /** Sets a new value from a view or a read. Returns whether it differs. @throws CasementError `output-invalid`; the old value is then kept */
  async accept(raw: unknown): Promise<boolean> {
    const { plugin, kind, now } = this.#options;
    const schema = plugin.sensors?.[kind]?.value;
    if (!schema) return false;
    const result = await validateValue(schema, raw);
    if ("mistake" in result) {
      const { reason, detail } = result.mistake;
      throw new CasementError("output-invalid", `${plugin.id}/${kind} returned a value that ${reason}. Report it to the plugin's author.`, {
        cause: new Error(detail),
      });
    }
    if (this.#value !== undefined && isDeepStrictEqual(this.value, result.value)) return false;
    this.#keep(result.value as SensorValue);
    this.#updatedAt = now().getTime();
    return true;
  }

  /** An error of the view, shown until the next valid value. */
  set fault(problem: SensorProblem | undefined) {
    this.#fault = problem;
  }

  /** Calls `onChange` if the snapshot has changed. Called after every read, which seldom brings something new: builds no snapshot then. */
  publishIfChanged(): void {
    const { liveness, livenessReason } = this.#options.source();
    const { isStale, problem } = this.freshness();
    const shown = [this.#value, this.#updatedAt, isStale, problem, liveness, livenessReason];
    if (this.#lastShown?.every((part, at) => part === shown[at])) return;
    const hasValueOfBefore = this.#lastShown?.[0] === this.#value;
    this.#lastShown = shown;
    const summary = this.summary();
    if (hasValueOfBefore && isDeepStrictEqual(summary, this.#lastPublished)) return;
    this.#lastPublished = summary;
    this.#options.onChange(this.snapshot());
  }

  snapshot(): SensorSnapshot {
    const { plugin, kind } = this.#options;
    const { state: _, ...attributes } = this.value ?? { state: undefined };
    return { ...this.summary(), attributes, present: plugin.sensors?.[kind]?.present };
  }

  /** Without the value: cheap. */
  freshness(): { gone: boolean; isStale: boolean; isWaiting: boolean; problem: SensorProblem | undefined } {
    const { entry, source } = this.#options;
    const { isFresh, isWaiting, problem } = source();
    const gone = entry.goneAt !== undefined;
    return { gone, isStale: !isFresh || gone, isWaiting: isWaiting && this.#fault === undefined, problem: this.#fault ?? problem };
  }

  summary(): SensorSummary {
    const { account, plugin, kind, entry } = this.#options;
    const { gone, isStale, problem } = this.freshness();
    const { liveness, livenessReason, livenessCode, livenessDetails }: TaskLiveness = gone ? {} : this.#options.source();
    return {
      id: this.id,
      account,
      plugin: plugin.id,
      kind,
      title: entry.title,
      state: this.#state,
      updatedAt: this.#updatedAt === undefined ? undefined : new Date(this.#updatedAt).toISOString(),
      stale: isStale,
      gone,
      error: problem?.message,
      ...(problem?.code !== undefined && { errorCode: problem.code }),
      ...(problem?.reason !== undefined && { errorReason: problem.reason }),
      ...(problem?.details && Object.keys(problem.details).length > 0 && { errorDetails: problem.details }),
      ...(liveness !== undefined && { liveness }),
      ...(livenessReason !== undefined && { livenessReason }),
      ...(livenessCode !== undefined && { livenessCode }),
      ...(livenessDetails !== undefined && { livenessDetails }),
    };
  }
}

function instanceOf(entry: SensorEntry): KeyedInstance {
  return freezePlain({
    id: entry.id,
    title: entry.title,
    key: entry.key ?? "",
    ...(entry.needs !== undefined && { needs: entry.needs }),
    ...(entry.viewData !== undefined && { viewData: entry.viewData }),
  });
}

/** What may be shown of an error. Messages of unexpected errors are replaced, because they may quote contents. */
export function publicProblemOf(error: unknown): SensorProblem | undefined {
  if (error === undefined) return undefined;
  const diskFault = describeDiskFault(error);
  if (diskFault) return { message: `The data folder cannot be written: ${diskFault}.`, code: "store-unwritable" };
  if (CasementError.is(error)) return { message: error.message, code: error.code, details: error.details };
  return { message: `Unexpected error (${faultOf(error)}). Report it to the plugin's author.`, code: "plugin-failed" };
}

/** The message of `publicProblemOf`. */
export const publicMessageOf = (error: unknown): string | undefined => publicProblemOf(error)?.message;
