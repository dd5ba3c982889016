import {
  type Account,
  type CallContext,
  CasementError,
  type Clock,
  type Graph,
  type Logger,
  type PluginAccess,
  type PluginDefinition,
  type PluginReport,
} from "@casement/core";
import { freezePlain } from "../json/freeze-plain.ts";
import { withPrefix } from "../logging/with-prefix.ts";
import { isRepeatable } from "../services/is-repeatable.ts";

/** What an account provides to its plugins. */
export interface AccountContext {
  readonly name: string;
  readonly clock: Clock;
  /** Graph's time. Compare Graph's timestamps with it. */
  graphNow(): Date;
  readonly log: Logger;
  /** Aborts when the account closes. */
  readonly signal: AbortSignal;
  /** Whether the account is signed in, as far as known. */
  signedIn(): boolean;
  /** @throws CasementError `sign-in-required` */
  identity(): Account;
  /** Also of an account that has signed out but kept its data: its views need it. Undefined: nobody has signed in. */
  lastKnown(): Account | undefined;
  graphFor(options: GraphUse): Graph;
}
export interface GraphUse {
  readonly plugin: string;
  /** The scopes that the fence allows for this call. */
  readonly scopes: readonly string[];
  readonly signal: AbortSignal;
  readonly purpose: "read" | "service";
  /** Whether the service's changes may be sent again when their outcome is unknown. */
  readonly repeatable?: boolean;
}

export interface CallContexts {
  /** Context for discovery, or for one feed or sensor kind. @throws CasementError `sign-in-required` or `scope-not-granted` */
  forRead(purpose: "discovery" | { feed: string } | { sensor: string }, signal?: AbortSignal): CallContext<any>;
  /** Clears the plugin's `memory`. */
  clearMemory(): void;
  /** Context for one call of a service. @throws CasementError `sign-in-required` or `service-refused` */
  forService(name: string, signal: AbortSignal): CallContext<any>;
}

/** Whether a plugin with this access reads anything by itself. With `services`, people can call it, but its feeds and sensors are off. */
export const mayRead = (access: PluginAccess): boolean => access === "read" || access === "update";

/** Creates the contexts for a plugin's functions. `report` returns the plugin's current scope report. */
export function createCallContexts(
  account: AccountContext,
  plugin: PluginDefinition,
  config: unknown,
  report: () => PluginReport,
): CallContexts {
  const log = Object.freeze(withPrefix(account.log, `${account.name}/${plugin.id}`));
  freezePlain(config);
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
    forRead(purpose, signal = account.signal) {
      account.identity();
      const status = report();
      const offered = purpose === "discovery" ? undefined : "feed" in purpose ? status.feeds[purpose.feed] : status.sensors[purpose.sensor];
      if (!mayRead(status.access) || offered?.offered === false)
        throw new CasementError(
          "scope-not-granted",
          offered?.reason ?? status.reason ?? `${plugin.title} lacks a permission. Sign in again.`,
        );
      return context({ scopes: status.readScopes, signal, purpose: "read" });
    },
    forService(name, signal) {
      account.identity();
      const status = report();
      const service = plugin.services?.[name];
      const offered = status.services[name];
      if (!offered?.offered) {
        const details = { reason: "permission", scope: [service?.scope ?? []].flat().join(", ") };
        throw new CasementError("service-refused", offered?.reason ?? `${plugin.id}/${name} is not offered.`, { details });
      }
      return context({
        scopes: [...status.readScopes, ...offered.scopes],
        signal,
        purpose: "service",
        repeatable: service !== undefined && isRepeatable(service),
      });
    },
  };
}
