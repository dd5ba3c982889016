import { CasementError, type Clock } from "@casement/core";
import type { McpClient } from "../clients/mcp-client.ts";

/** Calls within a minute, of all connections of one client. A model that repeats itself is stopped before it does much. */
export const maxCallsPerMinute = 120;

export interface CallRate {
  /** Counts a call. @throws CasementError `too-many-calls` */
  countCall(client: McpClient): void;
  /** Counts a resource that is read. Those of a minute are apart: clients read them when they change. @throws CasementError `too-many-calls` */
  countRead(client: McpClient): void;
  /** Counts a call that reaches other people. @throws CasementError `too-many-calls` */
  countMessage(client: McpClient): void;
}

const minute = 60_000;

/** In memory: a restart of the hub begins again. */
export function createCallRate(clock: Clock): CallRate {
  /** By client and limit; times in milliseconds, oldest first. */
  const timesByKey = new Map<string, number[]>();

  function count(key: string, max: number | undefined, period: number, what: string): void {
    if (max === undefined) return;
    const now = clock.now().getTime();
    const recent = (timesByKey.get(key) ?? []).filter((time) => time > now - period);
    timesByKey.set(key, recent);
    if (recent.length < max) return void recent.push(now);
    const [oldest = now] = recent;
    const retryAfter = Math.ceil((oldest + period - now) / 1_000);
    throw new CasementError("too-many-calls", `More than ${max} ${what}. Try again in ${retryAfter} s.`, { details: { retryAfter } });
  }
  const countHour = ({ name, callsPerHour }: McpClient): void =>
    count(`${name} hour`, callsPerHour, 60 * minute, "calls came within an hour, which is the limit of this access");
  return {
    countCall(client) {
      count(`${client.name} minute`, maxCallsPerMinute, minute, "calls came within a minute");
      countHour(client);
    },
    countRead(client) {
      count(`${client.name} reads`, maxCallsPerMinute, minute, "resources were read within a minute");
      countHour(client);
    },
    countMessage: ({ name, messagesPerHour }) =>
      count(
        `${name} messages`,
        messagesPerHour,
        60 * minute,
        "calls that reach others came within an hour, which is the limit of this access",
      ),
  };
}
