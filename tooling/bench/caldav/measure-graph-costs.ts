import { householdUsers } from "@casement/graph-emulator/household";
import { type CalendarHousehold, crowdedCollections } from "../../acceptance/caldav/calendar-household.ts";
import { multigetBody, propfindBody, resourcesIn, sendDav, syncBody } from "../../acceptance/caldav/dav-request.ts";
import { syncTokenOf } from "./measure-reports.ts";
import type { MeasuredServer } from "./measured-server.ts";

/** Requests to Graph, each in a batch counted. */
export interface GraphCosts {
  /** A program reads the calendar for the first time. */
  readonly first: number;
  /** The program asks whether something has changed. */
  readonly idle: number;
  /** An event was changed in Microsoft 365: the server learns of it, and the program reads it. */
  readonly change: number;
}

const user = householdUsers.main;
const polls = 5;
/** Events in one multiget, as in common programs. */
const batch = 50;

/** What a calendar program's requests cost at Graph. */
export async function measureGraphCosts({ household, refresh }: CalendarHousehold, server: MeasuredServer): Promise<GraphCosts> {
  const { calendar: events, counters } = household.emulator.control;
  const { account, calendar, hasSync, name } = server;
  const send = async (method: string, body: string, depth = "1"): Promise<string> => {
    const { status, text } = await sendDav(account, method, calendar, body, depth);
    if (status !== 207) throw new Error(`${name} responded to ${method} with ${status}: ${text.slice(0, 300)}`);
    return text;
  };
  const listEtags = async (): Promise<ReadonlyMap<string, string>> => {
    const found = resourcesIn(await send("PROPFIND", propfindBody("<D:getetag/>")));
    return new Map(found.filter(({ etag, path }) => etag !== "" && !path.endsWith("/")).map(({ path, etag }) => [path, etag]));
  };
  const read = async (paths: readonly string[]): Promise<void> => {
    for (let at = 0; at < paths.length; at += batch) await send("REPORT", multigetBody(paths.slice(at, at + batch)));
  };
  const cost = async (work: () => Promise<unknown>): Promise<number> => {
    const count = () => counters.report().accounts[user]?.requests ?? 0;
    const before = count();
    await work();
    return count() - before;
  };
  let etags: ReadonlyMap<string, string> = new Map();
  const first = await cost(async () => {
    etags = await listEtags();
    await read([...etags.keys()]);
  });
  let token = hasSync ? await syncTokenOf(server) : "";
  const poll = async (): Promise<readonly string[]> => {
    await send("PROPFIND", propfindBody("<CS:getctag/>"), "0");
    if (hasSync) {
      const text = await send("REPORT", syncBody(token));
      token = /<(?:\w+:)?sync-token>([^<]*)</.exec(text)?.[1] ?? "";
      return resourcesIn(text).map(({ path }) => path);
    }
    const current = await listEtags();
    const changed = [...current].filter(([path, etag]) => etags.get(path) !== etag).map(([path]) => path);
    etags = current;
    return changed;
  };
  const idle = await cost(async () => {
    for (let time = 0; time < polls; time++) await poll();
  });
  const [event] = events.events(user, crowdedCollections.calendar);
  const change = await cost(async () => {
    events.patchEvent(user, String(event!.id), { subject: `Changed for ${name}` });
    if (name === "hub") await refresh(crowdedCollections.calendar);
    const changed = await poll();
    if (changed.length !== 1) throw new Error(`${name} shows ${changed.length} changes instead of one.`);
    await read(changed);
  });
  return { first, idle: idle / polls, change };
}
