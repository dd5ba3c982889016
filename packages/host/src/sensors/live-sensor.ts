import { isDeepStrictEqual } from "node:util";
import { CasementError, checkValue, type KeyedInstance, type PluginDefinition, textOfIssues } from "@casement/core";
import type { SensorSnapshot } from "../api.ts";
import type { SensorEntry } from "../feeds/records.ts";
import { jsonFault } from "../json/json-fault.ts";
import { faultOf } from "../plugins/fault-of.ts";

export interface LiveSensorOptions {
  readonly account: string;
  readonly plugin: PluginDefinition;
  readonly kind: string;
  readonly entry: SensorEntry;
  readonly now: () => Date;
  /** Whether the last reading failed, and why; and whether there was one since the start. */
  readonly source: () => { readonly fresh: boolean; readonly error: unknown };
  readonly onChange: (snapshot: SensorSnapshot) => void;
}

type Value = { readonly state: unknown } & Readonly<Record<string, unknown>>;

/** One sensor: the last value that fitted its schema, and how far it can be trusted. */
export class LiveSensor {
  readonly #options: LiveSensorOptions;
  #value: Value | undefined;
  #updatedAt: number | undefined;
  #fault: string | undefined;
  #told: SensorSnapshot | undefined;

  constructor(options: LiveSensorOptions) {
    this.#options = options;
  }

  get entry(): SensorEntry {
    return this.#options.entry;
  }
  get kind(): string {
    return this.#options.kind;
  }
  get value(): Value | undefined {
    return this.#value;
  }
  get instance(): KeyedInstance {
    return instanceOf(this.entry);
  }

  /** When the value last changed (ms). */
  get updatedAt(): number | undefined {
    return this.#updatedAt;
  }

  /** Takes over a stored value as it is. */
  restore(value: unknown, at: number | undefined): void {
    this.#value = value as Value;
    this.#updatedAt = at;
  }

  /** Takes a value that a view or a reading returned. Returns whether it differs; throws `output-invalid`, keeping the old one. */
  async take(raw: unknown): Promise<boolean> {
    const { plugin, kind, now } = this.#options;
    const schema = plugin.sensors?.[kind]?.value;
    if (!schema) return false;
    const result = await checkValue(schema, raw);
    if ("issues" in result) {
      throw new CasementError(
        "output-invalid",
        `${plugin.id}/${kind} returned a value that does not fit its schema: ${textOfIssues(result.issues)}. Report it to the plugin's author.`,
      );
    }
    const fault = jsonFault(result.value);
    if (fault !== undefined)
      throw new CasementError(
        "output-invalid",
        `${plugin.id}/${kind} returned a value that is not JSON: ${fault}. Report it to the plugin's author.`,
      );
    if (this.#value !== undefined && isDeepStrictEqual(this.#value, result.value)) return false;
    this.#value = result.value as Value;
    this.#updatedAt = now().getTime();
    return true;
  }

  /** A fault of the view, shown until the next good value. */
  set fault(message: string | undefined) {
    this.#fault = message;
  }

  /** Tells the listener if anything that a surface shows has changed. */
  tell(): void {
    const snapshot = this.snapshot();
    if (isDeepStrictEqual(snapshot, this.#told)) return;
    this.#told = snapshot;
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
      error: this.#fault ?? messageOf(error),
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

/** What may be shown of an error: our own words only, since others may quote contents. */
export function messageOf(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  return CasementError.is(error) ? error.message : `An unexpected fault (${faultOf(error)}). Report it to the plugin's author.`;
}
