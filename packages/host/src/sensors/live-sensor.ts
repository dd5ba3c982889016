import { isDeepStrictEqual } from "node:util";
import { CasementError, type KeyedInstance, type PluginDefinition } from "@casement/core";
import type { SensorSnapshot } from "../api.ts";
import type { SensorEntry } from "../feeds/records.ts";
import { validateValue } from "../json/validate-value.ts";
import { faultOf } from "../plugins/fault-of.ts";

export interface LiveSensorOptions {
  readonly account: string;
  readonly plugin: PluginDefinition;
  readonly kind: string;
  readonly entry: SensorEntry;
  readonly now: () => Date;
  /** Whether the last read since the start succeeded, and its error. */
  readonly source: () => { readonly fresh: boolean; readonly error: unknown };
  readonly onChange: (snapshot: SensorSnapshot) => void;
}

type SensorValue = { readonly state: unknown } & Readonly<Record<string, unknown>>;

/** One sensor: its last valid value and its state. */
export class LiveSensor {
  readonly #options: LiveSensorOptions;
  #value: SensorValue | undefined;
  #updatedAt: number | undefined;
  #fault: string | undefined;
  #lastPublished: SensorSnapshot | undefined;

  constructor(options: LiveSensorOptions) {
    this.#options = options;
  }

  get entry(): SensorEntry {
    return this.#options.entry;
  }
  get kind(): string {
    return this.#options.kind;
  }
  get value(): SensorValue | undefined {
    return this.#value;
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
    this.#value = value as SensorValue;
    this.#updatedAt = at;
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
    if (this.#value !== undefined && isDeepStrictEqual(this.#value, result.value)) return false;
    this.#value = result.value as SensorValue;
    this.#updatedAt = now().getTime();
    return true;
  }

  /** An error of the view, shown until the next valid value. */
  set fault(message: string | undefined) {
    this.#fault = message;
  }

  /** Calls `onChange` if the snapshot has changed. */
  publishIfChanged(): void {
    const snapshot = this.snapshot();
    if (isDeepStrictEqual(snapshot, this.#lastPublished)) return;
    this.#lastPublished = snapshot;
    this.#options.onChange(snapshot);
  }

  snapshot(): SensorSnapshot {
    const { account, plugin, kind, entry, source } = this.#options;
    const { fresh, error } = source();
    const { state, ...attributes } = this.#value ?? { state: undefined };
    return {
      id: `${account}/${plugin.id}/${entry.slug}`,
      account,
      plugin: plugin.id,
      kind,
      title: entry.title,
      state,
      attributes,
      updatedAt: this.#updatedAt === undefined ? undefined : new Date(this.#updatedAt).toISOString(),
      stale: !fresh || entry.goneAt !== undefined,
      gone: entry.goneAt !== undefined,
      error: this.#fault ?? publicMessageOf(error),
      present: plugin.sensors?.[kind]?.present,
    };
  }
}

export function instanceOf(entry: SensorEntry): KeyedInstance {
  return {
    id: entry.id,
    title: entry.title,
    key: entry.key ?? "",
    ...(entry.needs !== undefined && { needs: entry.needs }),
    ...(entry.viewData !== undefined && { viewData: entry.viewData }),
  };
}

/** The message of an error that may be shown. Messages of unexpected errors are replaced, because they may quote contents. */
export function publicMessageOf(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  return CasementError.is(error) ? error.message : `Unexpected error (${faultOf(error)}). Report it to the plugin's author.`;
}
