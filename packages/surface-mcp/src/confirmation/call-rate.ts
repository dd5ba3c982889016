import { CasementError, type Clock } from "@casement/core";
import type { Host } from "@casement/host";
import type { McpClient } from "../clients/mcp-client.ts";

/** Calls within a minute, of all connections of one client. A model that repeats itself is stopped before it does much. */
export const maxCallsPerMinute = 120;

export interface CallRate {
  /** Counts a call. @throws CasementError `too-many-calls` */
  countCall(client: McpClient): Promise<void>;
  /** Counts a resource that is read. Those of a minute are apart: clients read them when they change. @throws CasementError `too-many-calls` */
  countRead(client: McpClient): Promise<void>;
  /** Counts a call that reaches other people. @throws CasementError `too-many-calls` */
  countMessage(client: McpClient): Promise<void>;
}

/** By client and limit; times in milliseconds, oldest first. */
type CallTimes = Readonly<Record<string, readonly number[]>>;

const minute = 60_000;
const hour = 60 * minute;

/**
 * Calls of a minute are counted in memory. Those of an hour, which a person has limited, are counted by all fronts of a cluster together, and over a restart.
 */
export function createCallRate(host: Pick<Host, "sealedState">, clock: Clock): CallRate {
  let kept: CallTimes = {};
  const countIn = (times: CallTimes, key: string, max: number, period: number, what: string): CallTimes => {
    const now = clock.now().getTime();
    const recent = (times[key] ?? []).filter((time) => time > now - period);
    if (recent.length < max) return { ...times, [key]: [...recent, now] };
    const [oldest = now] = recent;
    const retryAfter = Math.ceil((oldest + period - now) / 1_000);
    throw new CasementError("too-many-calls", `More than ${max} ${what}. Try again in ${retryAfter} s.`, { details: { retryAfter } });
  };
  const countHere = (...args: [key: string, max: number, period: number, what: string]): void => {
    kept = countIn(kept, ...args);
  };
  async function countTogether(key: string, max: number | undefined, what: string): Promise<void> {
    if (max === undefined) return;
    const counted = host.sealedState("agent-calls").update((value) => {
      const since = clock.now().getTime() - hour;
      const known = Object.entries((value ?? {}) as CallTimes).filter(([, times]) => (times.at(-1) ?? 0) > since);
      return countIn(Object.fromEntries(known), key, max, hour, what);
    });
    await counted.catch((error) => {
      if (CasementError.is(error) && error.code === "too-many-calls") throw error;
      // What cannot be stored is at least counted here.
      countHere(key, max, hour, what);
    });
  }
  const countHour = ({ name, callsPerHour }: McpClient): Promise<void> =>
    countTogether(`${name} hour`, callsPerHour, "calls came within an hour, which is the limit of this access");
  return {
    countCall(client) {
      countHere(`${client.name} minute`, maxCallsPerMinute, minute, "calls came within a minute");
      return countHour(client);
    },
    countRead(client) {
      countHere(`${client.name} reads`, maxCallsPerMinute, minute, "resources were read within a minute");
      return countHour(client);
    },
    countMessage: ({ name, messagesPerHour }) =>
      countTogether(`${name} messages`, messagesPerHour, "calls that reach others came within an hour, which is the limit of this access"),
  };
}
