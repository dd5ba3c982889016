import {
  type Account,
  type CallContext,
  CasementError,
  type Clock,
  type Graph,
  type Logger,
  type PluginDefinition,
  type PluginReport,
} from "@casement/core";
import { isRepeatable } from "../services/is-repeatable.ts";

/** What an account hands to its plugins. */
export interface AccountServices {
  readonly name: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Aborts when the account closes. */
  readonly signal: AbortSignal;
  /** Whether there is a sign-in that works, as far as is known. */
  signedIn(): boolean;
  /** Throws `sign-in-required`. */
  identity(): Account;
  graphFor(options: GraphUse): Graph;
}
export interface GraphUse {
  readonly plugin: string;
  /** The permissions in force for this call: the fence. */
  readonly scopes: readonly string[];
  readonly signal: AbortSignal;
  readonly purpose: "read" | "service";
  /** The service does nothing more when it is called again, so its changes may be sent again. */
  readonly repeatable?: boolean;
}

export interface PluginCalls {
  /** For discovery, or for one feed or sensor kind. Throws `sign-in-required`, or `scope-not-granted` with the reason. */
  read(of: "discovery" | { feed: string } | { sensor: string }, signal?: AbortSignal): CallContext<any>;
  /** Forgets what the plugin keeps in memory. */
  clearMemory(): void;
  /** For one run of a service. Throws `sign-in-required`, or `service-refused` with the reason. */
  service(name: string, signal: AbortSignal): CallContext<any>;
}

/** Makes the contexts that a plugin's functions are called with. `report` is the scope registry's word on the plugin, now. */
export function createPluginCalls(
  account: AccountServices,
  plugin: PluginDefinition,
  config: unknown,
  report: () => PluginReport,
): PluginCalls {
  const log = labelled(account.log, `${account.name}/${plugin.id}`);
  const kept = new Map<string, unknown>();
  const memory = <T>(name: string, create: () => T): T => {
    if (!kept.has(name)) kept.set(name, create());
    return kept.get(name) as T;
  };
  const context = (use: Omit<GraphUse, "plugin">): CallContext<any> =>
    Object.freeze({
      config,
      account: account.identity(),
      log,
      graph: account.graphFor({ plugin: plugin.id, ...use }),
      now: () => account.clock.now(),
      signal: use.signal,
      memory,
    });
  return {
    clearMemory: () => kept.clear(),
    read(of, signal = account.signal) {
      const status = report();
      const offer = of === "discovery" ? undefined : "feed" in of ? status.feeds[of.feed] : status.sensors[of.sensor];
      if (status.access === "off" || offer?.offered === false)
        throw new CasementError(
          "scope-not-granted",
          offer?.reason ?? status.reason ?? `${plugin.title} lacks a permission. Sign in again.`,
        );
      return context({ scopes: status.readScopes, signal, purpose: "read" });
    },
    service(name, signal) {
      account.identity();
      const status = report();
      const service = plugin.services?.[name];
      const offer = status.services[name];
      if (!offer?.offered) throw new CasementError("service-refused", offer?.reason ?? `${plugin.id}/${name} is not offered.`);
      return context({
        scopes: [...status.readScopes, ...offer.scopes],
        signal: AbortSignal.any([signal, account.signal]),
        purpose: "service",
        repeatable: service !== undefined && isRepeatable(service),
      });
    },
  };
}

function labelled(log: Logger, label: string): Logger {
  const line = (level: keyof Logger) => (message: string, data?: object) => log[level](`[${label}] ${message}`, data);
  return { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
}
