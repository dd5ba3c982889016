import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type StartedProgram, startProgram } from "./start-program.ts";

const root = join(import.meta.dirname, "../..");
const user = "robin@harbour-lane.example";
const clientId = "11111111-1111-4111-8111-111111111111";
const token = "the-token-for-screenshots";
const accountsYaml = `
accounts:
  - name: home
    clientId: ${clientId}
    accountType: work
    enableUpdate: true
    timeZone: Europe/Berlin
    plugins:
      calendar: {}
      status: { people: [priya@harbour-lane.example, mateo@harbour-lane.example] }
      chat: {}
      autoreply: {}
      email: { sensors: [{ name: Inbox, preview: true, body: text }] }
      todo: {}
`;
/** Names as people give them: long, without a space, from right to left, and with signs. */
const names = [
  "Hausverwaltungsangelegenheiten und Eigentümerversammlungen",
  "Donaudampfschifffahrtsgesellschaftskapitän",
  "יומן המשפחה (2026)",
  "تقويم العائلة",
  "Ünïcødé & <b>signs</b> 🎉",
];
const nameOf = (kind: string, number: number): string => (number < names.length ? names[number]! : `${kind} ${number + 1}`);

export interface HouseholdHub {
  /** A link that opens the dashboard. */
  readonly link: string;
  signIn(): Promise<void>;
  /** Calls the emulator's control interface. */
  control(path: string, args: readonly unknown[]): Promise<any>;
  /** Posts to the hub: `/api/v1/access`. */
  post(path: string, body: object): Promise<any>;
  stop(): Promise<void>;
}

/**
 * Starts an emulator and a hub. `calendars`: how many; 50 come with 200 tasks. Undefined: the household as it is. Null: a hub without accounts.
 * `clock`: the time at which their clocks begin.
 */
export async function startHouseholdHub(folder: string, calendars: number | null | undefined, clock?: string): Promise<HouseholdHub> {
  const emulator = await startProgram(root, "packages/graph-emulator/src/bin.ts", ["--port", "0"], /runs at (\S+)/, clock);
  const control = async (path: string, args: readonly unknown[]): Promise<any> => {
    const response = await fetch(`${emulator.found}/_control/${path}`, { method: "POST", body: JSON.stringify(args) });
    const { result, error } = (await response.json()) as any;
    if (error) throw new Error(error.message);
    return result;
  };
  if (calendars) await fillHousehold(control, calendars);
  const cwd = join(folder, String(calendars));
  await mkdir(cwd);
  const http = `emulator: ${emulator.found}\nhttp: { port: 0, token: ${token} }\n`;
  await writeFile(join(cwd, "casement.yaml"), http + (calendars === null ? "" : accountsYaml));
  const hub: StartedProgram = await startProgram(cwd, join(root, "apps/hub/src/bin.ts"), ["start", "--json"], /"address":"([^"]+)"/, clock);
  const post = async (path: string, body: object): Promise<any> => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(hub.found + path, { method: "POST", headers, body: JSON.stringify(body) })).json();
  };
  return {
    link: `${hub.found}/#session=${token}`,
    async signIn() {
      const { url } = await post("/api/v1/accounts/home/sign-in", { method: "paste" });
      const { redirect } = await control("entra/signIn", [url, { user }]);
      await post("/api/v1/accounts/home/sign-in/complete", { url: redirect });
    },
    control,
    post,
    async stop() {
      await hub.stop();
      await emulator.stop();
    },
  };
}

async function fillHousehold(control: (path: string, args: readonly unknown[]) => Promise<any>, calendars: number): Promise<void> {
  const existing: { id: string; name: string; isDefaultCalendar?: boolean }[] = await control("calendar/calendars", [user]);
  // The family's calendar has a page of its own.
  const removable = existing.filter(({ name, isDefaultCalendar }) => !isDefaultCalendar && name !== "Family");
  for (const { id } of removable.slice(0, Math.max(0, existing.length - calendars))) await control("calendar/removeCalendar", [user, id]);
  const colors = ["lightBlue", "lightGreen", "lightOrange", "lightYellow", "lightTeal", "lightPink", "lightRed"];
  for (let number = 0; number < calendars - existing.length; number++) {
    const name = nameOf("Calendar", number);
    await control("calendar/createCalendar", [user, { name, color: colors[number % colors.length] }]);
    const start = new Date(Date.now() + ((number % 12) + 1) * 7 * 3_600_000).toISOString().slice(0, 19);
    const end = new Date(Date.parse(`${start}Z`) + 5_400_000).toISOString().slice(0, 19);
    const times = { start: { dateTime: start, timeZone: "UTC" }, end: { dateTime: end, timeZone: "UTC" } };
    await control("calendar/createEvent", [user, { subject: nameOf("Appointment", number), ...times }, name]);
  }
  if (calendars < 10) return;
  for (let number = 0; number < 200; number++) await control("todo/addTask", [user, "Groceries", { title: nameOf("Task", number) }]);
}
