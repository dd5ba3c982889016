import { calendarQueryBody, multigetBody, propfindBody, resourcesIn, sendDav, syncBody } from "../../acceptance/caldav/dav-request.ts";
import type { MeasuredServer } from "./measured-server.ts";

/** Milliseconds of each server's request, by name: the median. */
export type ReportTimes = Readonly<Record<string, number>>;

const repetitions = 9;
/** A server that takes longer than this is asked only once (ms). */
const slow = 5_000;

export const reportNames = {
  all: "calendar-query, all 1,000 events",
  month: "calendar-query, events of 30 days",
  some: "calendar-multiget, 100 events",
  first: "sync-collection, first",
  idle: "sync-collection, nothing new",
} as const;

/** Measures each report on each server, in turn, so that what else runs on the machine slows down all of them. */
export async function measureReports(servers: readonly MeasuredServer[]): Promise<Readonly<Record<string, ReportTimes>>> {
  const basicUtc = (days: number) => `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "")}T000000Z`;
  const bodies: Record<keyof typeof reportNames, (server: MeasuredServer) => Promise<string | undefined>> = {
    all: async () => calendarQueryBody(),
    month: async () => calendarQueryBody([basicUtc(100), basicUtc(130)]),
    async some({ account, calendar }) {
      const { text } = await sendDav(account, "PROPFIND", calendar, propfindBody("<D:getetag/>"));
      const paths = resourcesIn(text).filter(({ etag, path }) => etag !== "" && !path.endsWith("/"));
      return multigetBody(paths.slice(0, 100).map(({ path }) => path));
    },
    first: async ({ hasSync }) => (hasSync ? syncBody("") : undefined),
    idle: async (server) => (server.hasSync ? syncBody(await syncTokenOf(server)) : undefined),
  };
  const times: Record<string, ReportTimes> = {};
  for (const [key, prepare] of Object.entries(bodies)) {
    const samples: Record<string, number[]> = {};
    const prepared = await Promise.all(servers.map(async (server) => [server, await prepare(server)] as const));
    for (let time = 0; time <= repetitions; time++)
      for (const [{ name, account, calendar }, body] of prepared) {
        if (body === undefined || (samples[name]?.[0] ?? 0) > slow) continue;
        const start = performance.now();
        const { status, text } = await sendDav(account, "REPORT", calendar, body);
        const milliseconds = performance.now() - start;
        if (milliseconds > slow) console.error(`${name} needed ${Math.round(milliseconds)} ms for: ${key}`);
        if (status !== 207) throw new Error(`${name} responded to ${key} with ${status}: ${text.slice(0, 300)}`);
        // The first request warms up.
        if (time > 0 || milliseconds > slow) samples[name] = [...(samples[name] ?? []), milliseconds];
      }
    times[key] = Object.fromEntries(Object.entries(samples).map(([name, each]) => [name, medianOf(each)]));
  }
  return times;
}

export async function syncTokenOf({ account, calendar }: MeasuredServer): Promise<string> {
  const { text } = await sendDav(account, "REPORT", calendar, syncBody(""));
  return /<(?:\w+:)?sync-token>([^<]*)</.exec(text)?.[1] ?? "";
}

export const medianOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
