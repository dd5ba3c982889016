import { type Workload, workloadOf } from "../graph/workload.ts";

const minuteMs = 60_000;

/** Longest lifetimes (minutes): https://learn.microsoft.com/graph/api/resources/subscription#subscription-lifetime */
const longestMinutes: Partial<Readonly<Record<Workload, number>>> = { outlook: 10_080, todo: 4_230, chat: 4_320, presence: 60 };
const longestOutlookMinutesWithData = 1_440;
/** No resource has a shorter one. */
const shortestLongestMinutes = 60;
/** Graph counts from when the request arrives, and its clock is known to the second only. */
const slackMs = minuteMs;

/** How long a subscription to a resource may live (ms). */
export function subscriptionLifetimeOf(resource: string, withData: boolean): number {
  const workload = workloadOf(`/${resource.replace(/^\//, "").replace(/\?.*$/, "")}`);
  const longest = longestMinutes[workload] ?? shortestLongestMinutes;
  const minutes = workload === "outlook" && withData ? longestOutlookMinutesWithData : longest;
  return minutes * minuteMs - slackMs;
}

/**
 * When to renew a subscription: after 50 to 75 % of its lifetime, so that those of many hubs are spread and a renewal that fails can be repeated.
 * `random` is from 0 to 1.
 */
export const renewalTimeOf = (now: number, expiresAt: number, random: number): number =>
  now + Math.max(0, expiresAt - now) * (0.5 + random / 4);

/** How long to wait after `failures` failed attempts (ms): a minute, doubled each time, up to an hour, less up to a quarter. */
export const subscriptionRetryMs = (failures: number, random: number): number =>
  Math.min(60, 2 ** Math.min(failures - 1, 6)) * minuteMs * (1 - random / 4);
