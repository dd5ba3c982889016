import { householdUsers } from "@casement/graph-emulator/household";
import type { EmulatorProcess } from "./emulator-process.ts";
import type { MarkerLedger } from "./marker-ledger.ts";

const { main, colleagues } = householdUsers;

/** The kinds of changes that need nothing to change: each makes something new. */
export const newKinds = ["mail", "task", "event", "chat"] as const;
export type ChangeKind = (typeof newKinds)[number] | "taskTitle" | "taskDone" | "taskRemove" | "eventTitle" | "eventRemove";
const allKinds: readonly ChangeKind[] = [...newKinds, "taskTitle", "taskDone", "taskRemove", "eventTitle", "eventRemove"];

/** Changes that other people and other programs make at Microsoft, each with a marker. */
export interface OutsideChanges {
  /** Makes one change of each kind. */
  make(...kinds: readonly ChangeKind[]): Promise<void>;
  /** Makes one change of a random kind. */
  makeAny(): Promise<void>;
  /** Makes tasks and calendar events that later changes can change or remove. */
  stock(count: number): Promise<void>;
  /** Creates a calendar event that begins in `seconds` and lasts `lasts` seconds; its beginning and its end are expected too. */
  plan(seconds: number, lasts: number): Promise<void>;
  /** The lists and calendars of the household are read anew, after they were changed. */
  reload(): Promise<void>;
}

interface StockItem {
  readonly id: string;
  readonly marker: string;
  readonly list: string;
}

export async function createOutsideChanges({ control }: EmulatorProcess, ledger: MarkerLedger): Promise<OutsideChanges> {
  let lists: { displayName: string }[] = [];
  let calendars: { id: string }[] = [];
  let chat = "";
  let next = 0;
  const tasks: StockItem[] = [];
  const events: StockItem[] = [];

  const reload = async () => {
    lists = await control("todo/lists", main);
    calendars = await control("calendar/calendars", main);
    const chats: { id: string; type: string; members: string[] }[] = await control("chat/chats", main);
    chat = chats.find(({ members, type }) => type !== "meeting" && members.some((name) => name.startsWith("Mateo")))!.id;
  };
  await reload();

  const expectNew = (type: string, kind: string) => {
    const marker = ledger.mark(kind);
    ledger.expect(type, marker);
    return marker;
  };
  const addTask = async (kind: string) => {
    const list = lists[next++ % lists.length]!.displayName;
    const marker = expectNew("todo/task-created", kind);
    return { id: await control<string>("todo/addTask", main, list, { title: marker }), marker, list };
  };
  const addEvent = async (kind: string, start: number, end: number) => {
    const marker = expectNew("calendar/event-created", kind);
    const time = (at: number) => ({ dateTime: new Date(at).toISOString().slice(0, 19), timeZone: "UTC" });
    const calendar = calendars[next++ % calendars.length]!.id;
    const { id } = await control("calendar/createEvent", main, { subject: marker, start: time(start), end: time(end) }, calendar);
    return { id, marker, list: calendar };
  };
  const someDay = () => Date.now() + 86_400_000 * (1 + (next % 8));
  const actions: Record<ChangeKind, () => Promise<unknown>> = {
    mail: () =>
      control("mail/deliver", {
        from: "Ada <ada@sender.example>",
        to: main,
        subject: expectNew("email/message-received", "mail"),
        text: "x",
      }),
    task: () => addTask("task"),
    event: () => addEvent("event", someDay(), someDay() + 1_800_000),
    chat: () => control("chat/say", colleagues.mateo, chat, expectNew("chat/message-received", "chat")),
    taskTitle: async () => {
      const task = tasks.shift();
      if (task) await control("todo/changeTask", main, task.list, task.id, { title: expectNew("todo/task-updated", "title") });
    },
    taskDone: async () => {
      const task = tasks.shift();
      if (!task) return;
      ledger.expect("todo/task-completed", task.marker);
      await control("todo/changeTask", main, task.list, task.id, { status: "completed" });
    },
    taskRemove: async () => {
      const task = tasks.shift();
      if (!task) return;
      ledger.expect("todo/task-removed", task.marker);
      await control("todo/removeTask", main, task.list, task.id);
    },
    eventTitle: async () => {
      const event = events.shift();
      if (event) await control("calendar/patchEvent", main, event.id, { subject: expectNew("calendar/event-modified", "subject") });
    },
    eventRemove: async () => {
      const event = events.shift();
      if (!event) return;
      ledger.expect("calendar/event-removed", event.marker);
      await control("calendar/deleteEvent", main, event.id);
    },
  };
  return {
    reload,
    async make(...kinds) {
      for (const kind of kinds) await actions[kind]();
    },
    makeAny: async () => void (await actions[allKinds[Math.floor(Math.random() * allKinds.length)]!]()),
    async stock(count) {
      for (let i = 0; i < count; i++) {
        tasks.push(await addTask("stocktask"));
        events.push(await addEvent("stockevent", someDay(), someDay() + 1_800_000));
      }
    },
    async plan(seconds, lasts) {
      const start = Math.ceil(Date.now() / 1_000 + seconds) * 1_000;
      const { marker } = await addEvent("planned", start, start + lasts * 1_000);
      ledger.expect("calendar/event-started", marker);
      ledger.expect("calendar/event-ended", marker);
    },
  };
}
