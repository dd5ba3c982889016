import { join } from "node:path";
import { householdUsers } from "@casement/graph-emulator/household";
import { crowdedCollections, startCalendarHousehold } from "../../acceptance/caldav/calendar-household.ts";
import { installDavmail, startDavmail } from "../../acceptance/caldav/davmail/davmail-gateway.ts";
import { installPythonPrograms } from "../../acceptance/caldav/install-calendar-programs.ts";
import { startRadicale } from "../../acceptance/caldav/radicale-server.ts";
import { AcceptanceSkipped } from "../../acceptance/harness/run-acceptance.ts";
import { copyCalendar } from "./copy-calendar.ts";
import { type GraphCosts, measureGraphCosts } from "./measure-graph-costs.ts";
import { measureMemory } from "./measure-memory.ts";
import { measureReports, medianOf, type ReportTimes } from "./measure-reports.ts";
import type { MeasuredServer } from "./measured-server.ts";

const user = householdUsers.main;
/** Long intervals, so that the hub reads only when it is told to. */
const plugins = ["calendar: { every: { events: 1h } }", "todo: { every: { tasks: 1h } }"];

export interface CaldavFigures {
  readonly times: Readonly<Record<string, ReportTimes>>;
  readonly graph: Readonly<Record<string, GraphCosts>>;
  /** MB at rest, before and after the reports. */
  readonly memory: Readonly<Record<string, { readonly before: number; readonly after: number }>>;
  /** Requests of the hub itself, for everything that it reads first. */
  readonly firstRead: number;
  /** Memory of the hub without CalDAV, in MB: the median of several starts, like the hub's own in `memory`. */
  readonly without: number;
  /** Why DavMail is not in the figures. */
  readonly withoutDavmail: string | undefined;
}

/** The resident memory of one start differs from that of the next by as much as CalDAV takes. */
const measuredStarts = 5;

const say = (text: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);

/** The hub, Radicale and DavMail with the same 1,000 events, measured in turn. */
export async function runCaldavBench(folder: string): Promise<CaldavFigures> {
  say("Installing Radicale and DavMail");
  const bin = await installPythonPrograms(process.env.CALENDAR_PROGRAMS_FOLDER ?? join(folder, "programs"));
  const debian = await installDavmail(process.env.DAVMAIL_FOLDER ?? join(folder, "davmail-installed")).catch((error: unknown) => {
    if (error instanceof AcceptanceSkipped) return error.message;
    throw error;
  });
  await using home = await startCalendarHousehold(join(folder, "hub"), { isBuilt: true, plugins });
  const { household, account, find } = home;
  const firstRead = household.emulator.control.counters.report().accounts[user]!.requests;
  say("Memory of the hub without and with CalDAV");
  const starts: { without: number; with: number }[] = [];
  for (let n = 0; n < measuredStarts; n++) {
    await household.changeConfig([]);
    const without = await measureMemory(household.pid());
    await household.changeConfig(["caldav: true"]);
    await home.ready();
    starts.push({ without, with: await measureMemory(household.pid()) });
  }
  await using radicale = await startRadicale(bin, folder);
  const hub: MeasuredServer = {
    name: "hub",
    account,
    calendar: new URL(find(crowdedCollections.calendar).path, account.address).href,
    hasSync: true,
    pid: household.pid,
  };
  say("Copying the calendar to Radicale");
  const reference: MeasuredServer = {
    name: "Radicale",
    account: radicale,
    calendar: await copyCalendar(hub, radicale),
    hasSync: true,
    pid: () => radicale.pid,
  };
  await using davmail =
    typeof debian === "string"
      ? undefined
      : await startDavmail(debian, join(folder, "davmail"), { emulator: household.emulator, url: household.emulatorAddress, user });
  const gateway: MeasuredServer[] = davmail
    ? [
        {
          name: "DavMail",
          account: davmail,
          calendar: `${davmail.home}${crowdedCollections.calendar}/`,
          hasSync: false,
          pid: () => davmail.pid,
        },
      ]
    : [];
  const servers = [hub, reference, ...gateway];
  const before: Record<string, number> = {};
  say("Memory of the other servers");
  for (const { name, pid } of servers.slice(1)) before[name] = await measureMemory(pid());
  before.hub = medianOf(starts.map((start) => start.with));
  const graph: Record<string, GraphCosts> = {};
  for (const server of [hub, ...gateway]) {
    say(`Requests to Graph of ${server.name}`);
    graph[server.name] = await measureGraphCosts(home, server);
  }
  say("Reports");
  const times = await measureReports(servers);
  const memory: Record<string, { before: number; after: number }> = {};
  for (const { name, pid } of servers) memory[name] = { before: before[name]!, after: await measureMemory(pid()) };
  const without = medianOf(starts.map((start) => start.without));
  return { times, graph, memory, without, firstRead, withoutDavmail: typeof debian === "string" ? debian : undefined };
}
