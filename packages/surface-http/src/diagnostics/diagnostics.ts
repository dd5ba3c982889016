import type { AccountStatus } from "@casement/host";
import type { RouteContext } from "../route-context.ts";
import { createMask } from "./mask-text.ts";

/**
 * What helps to find a fault. Built from what is known to be harmless: kinds, counts, codes and times. The only free texts are the log's, and they are
 * masked.
 */
export async function maskedDiagnosticsOf({
  host,
  version,
  recentLog,
  clock,
  access,
  streams,
  eventCounts,
}: RouteContext): Promise<object> {
  const names = host.accounts.map(({ name }) => name);
  const mask = createMask(names);
  const numberOf = (name: string): string => `account-${names.indexOf(name) + 1}`;
  const { startedAt, cluster } = host.metrics();
  // In a cluster, each would be a question to its worker.
  const graph = cluster ? {} : await host.graphMetrics();
  const plugins = await host.plugins();
  const sensors = host.index();
  return {
    casement: version ?? null,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    at: clock.now().toISOString(),
    startedAt: startedAt ?? null,
    cluster: cluster ?? null,
    memory: process.memoryUsage(),
    accounts: host.accounts.map((handle) => {
      const status = handle.status();
      const { total, calls, hours } = graph[handle.name] ?? {};
      return {
        account: numberOf(handle.name),
        ...describeAccount(status),
        sharesSignIn: handle.options.signIn !== undefined,
        hasSharedMailbox: handle.options.sharedMailbox !== undefined,
        enableUpdate: handle.options.enableUpdate === true,
        cloud: handle.options.cloud ?? "global",
        plugins: status.plugins.map(({ id, access: pluginAccess, state, missing, failed, incomplete, error }) => {
          const own = sensors.filter(({ account, plugin }) => account === handle.name && plugin === id);
          return {
            id,
            access: pluginAccess,
            state: state ?? null,
            missing,
            failed: failed === true,
            incomplete: incomplete === true,
            error: error === undefined ? null : mask(error),
            sensors: own.length,
            stale: own.filter(({ stale }) => stale).length,
            gone: own.filter(({ gone }) => gone).length,
          };
        }),
        graph: { total, calls, hours },
      };
    }),
    plugins: [...new Set(plugins.map(({ id }) => id))],
    events: eventCounts.rows().map(({ account, type, count }) => ({ account: numberOf(account), type, count })),
    access: countBy(access.store.list().map(({ kind }) => kind)),
    streams: streams.size,
    log: (recentLog?.entries() ?? []).map(({ at, level, account, plugin, message }) => ({
      at,
      level,
      ...(account !== undefined && { account: names.includes(account) ? numberOf(account) : "account" }),
      ...(plugin !== undefined && { plugin }),
      message: mask(message),
    })),
  };
}

const describeAccount = ({ state, type, problem, requestedSet, staleSensors, throttledUntil, warnings }: AccountStatus): object => ({
  state,
  type,
  problem: problem?.code ?? null,
  requestedSet,
  staleSensors,
  throttledUntil,
  warnings: warnings.length,
});

const countBy = (kinds: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...new Set(kinds)].map((kind) => [kind, kinds.filter((each) => each === kind).length]));
