import type { ScopeReport } from "@casement/core";
import type { SensorSnapshot } from "@casement/host";
import type { ObservedPlugin } from "./observe-plugin.ts";
import type { ObservedExchange } from "./recorder.ts";

/** What was observed while the plugin did everything that it can do, once. */
export interface PluginRun {
  readonly accountType: "work" | "personal";
  /** Path prefix of the mailbox in use. */
  readonly mailbox: string;
  readonly scopes: ScopeReport;
  readonly sensors: readonly SensorSnapshot[];
  readonly serviceRuns: readonly ServiceRun[];
  readonly observed: ObservedPlugin;
  readonly exchanges: readonly ObservedExchange[];
}

export interface ServiceRun {
  readonly name: string;
  /** Undefined when there is no example. */
  readonly input: Readonly<Record<string, unknown>> | undefined;
  readonly output?: unknown;
  readonly error?: unknown;
  /** What the host says about the call before it is made. An error when `reachesOthers` threw. */
  readonly reachesOthers?: boolean | { readonly error: unknown } | undefined;
  /** What was sent during the call, including the reads of the sensors that it refreshes. */
  readonly exchanges?: readonly ObservedExchange[];
  /** How many mails were sent to people outside the directory during the call. */
  readonly sentMails?: number;
}
