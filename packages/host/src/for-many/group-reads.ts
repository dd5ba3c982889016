import type { CallContext, Clock, ForMany, Graph, Logger } from "@casement/core";
import { scheduledIntervalMs } from "../feeds/scheduler.ts";
import type { PluginEnvironment } from "../plugins/plugin-environment.ts";
import type { GroupReadPort } from "../ports/index.ts";
import { createMemberGroup, type GroupMember, type MemberGroup } from "./reading-group.ts";

/** What is read of a feed or sensor, by one task. */
export interface OwnRead {
  /** Name of the feed or of the sensor kind. */
  readonly part: string;
  readonly forMany: ForMany<string, any> | undefined;
  readonly task: string;
  /** Its interval (ms). */
  readonly every: number;
  readonly onDemand: boolean;
}

/** What one account reads for many. One per host. */
export interface GroupReads {
  /** The same context, whose `graph.get` returns what was read for all where the plugin reads the account's own. */
  contextFor<C extends CallContext<any>>(environment: PluginEnvironment, read: OwnRead, context: C): C;
}

export interface GroupReadsOptions {
  readonly port: () => GroupReadPort;
  readonly clock: Clock;
  readonly log: Logger;
}

export function createGroupReads({ port, clock, log }: GroupReadsOptions): GroupReads {
  const groups = new Map<string, MemberGroup>();
  const groupOf = ({ plugin }: PluginEnvironment, { part, every }: OwnRead, forMany: ForMany, app: string, tenant: string): MemberGroup => {
    const name = `${plugin.id}/${part}/${app}/${tenant}`;
    const known = groups.get(name);
    if (known) return known;
    const interval = scheduledIntervalMs(every);
    const onEmpty = (): void => void groups.delete(name);
    const group = createMemberGroup({ name, title: `${plugin.id}/${part}`, interval, forMany, port: port(), clock, log, onEmpty });
    groups.set(name, group);
    return group;
  };
  return {
    contextFor(environment, read, context) {
      const { forMany, task, onDemand } = read;
      const { account, signal } = context;
      if (!forMany || account.type === "personal") return context;
      const member = memberOf(environment, read, forMany, account.id, task);
      const own = context.graph;
      const graph: Graph = Object.freeze({
        ...own,
        async get<T>(path: string, options?: Parameters<Graph["get"]>[1]) {
          const value =
            path === forMany.own && options === undefined
              ? await groupOf(environment, read, forMany, account.clientId, account.tenantId).valueFor(member, onDemand, signal)
              : undefined;
          return (value ?? (await own.get(path, options))) as T;
        },
      });
      return Object.freeze({ ...context, graph });
    },
  };
}

function memberOf(environment: PluginEnvironment, read: OwnRead, forMany: ForMany, id: string, task: string): GroupMember {
  const { plugin, config, account, report, scheduler, background } = environment;
  const scopes = (): readonly string[] => report().readScopes;
  return {
    account: account.name,
    task,
    id: id.toLowerCase(),
    interval: scheduledIntervalMs(read.every),
    signal: account.signal,
    canRead: () => account.signedIn() && forMany.when(config) && scopes().includes(forMany.scope),
    // As a service is, it is sent before what accounts read on their own: one request stands for hundreds.
    query: (body, signal) =>
      account.graphFor({ plugin: plugin.id, scopes: scopes(), signal, purpose: "service" }).query(forMany.path, body),
    wake: () => background(() => scheduler.refresh(task).catch(() => {})),
  };
}
