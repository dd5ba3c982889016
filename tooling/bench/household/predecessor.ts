import type { Emulator } from "@casement/graph-emulator";
import type { Kind } from "./figures.ts";
import { residents } from "./reference-household.ts";
import type { World } from "./world.ts";

/** One reading of the predecessor's (limits.md §5.1): which entity it is for, and the address. */
interface Reading {
  readonly kind: Kind;
  path(now: Date): string;
}

const user = residents.predecessor;
const scopes = ["Calendars.Read", "Mail.Read", "Presence.Read", "Chat.Read", "Tasks.Read", "MailboxSettings.Read"];
/** Least time between two requests of one coordinator: the library's own. */
const gap = 200;
const hour = 3_600_000;

export interface Predecessor {
  /** What its entities of a kind show: the text of the answers, published when the whole cycle has ended. */
  shown(kind: Kind): string;
  /** Resolves when a cycle has ended. */
  news(): Promise<void>;
}

/**
 * Sends what the predecessor sends, when it sends it: two coordinators that wait 30 s after they have finished and ask one thing after
 * the other, and calendars that poll themselves every 60 s, two windows each. Attachments and members of chats are not asked for.
 */
export function startPredecessor({ emulator, clock, sleep, run, lines }: World): Predecessor {
  const line = lines.predecessor;
  const published = new Map<Kind, string>();
  const waiting: (() => void)[] = [];
  let token = "";
  let tokenUntil = 0;

  const read = async ({ kind, path }: Reading, into: Map<Kind, string>): Promise<void> => {
    if (clock.now().getTime() >= tokenUntil) {
      token = await emulator.control.tokens.issue(user, scopes);
      tokenUntil = clock.now().getTime() + hour - 60_000;
    }
    const response = await line.fetch(`https://graph.microsoft.com/v1.0${path(clock.now())}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The emulator answered ${response.status} to the predecessor's ${path(clock.now())}: ${text}`);
    into.set(kind, (into.get(kind) ?? "") + text);
  };
  const cycle = async (readings: readonly Reading[]): Promise<void> => {
    const answers = new Map<Kind, string>();
    for (const [index, reading] of readings.entries()) {
      if (index > 0) await sleep(gap - line.latency);
      await read(reading, answers);
    }
    for (const [kind, text] of answers) published.set(kind, text);
    for (const tell of waiting.splice(0)) tell();
  };
  const coordinator = async (readings: readonly Reading[]): Promise<void> => {
    for (;;) {
      await cycle(readings);
      await sleep(30_000);
    }
  };
  const calendars = async (readings: readonly Reading[]): Promise<void> => {
    for (;;) {
      const next = sleep(60_000);
      await cycle(readings);
      await next;
    }
  };
  const { general, mail, calendar } = readingsOf(emulator);
  run(coordinator(general));
  run(coordinator(mail));
  run(calendars(calendar));
  return { shown: (kind) => published.get(kind) ?? "", news: () => new Promise((resolve) => waiting.push(resolve)) };
}

function readingsOf({ control }: Emulator): { general: Reading[]; mail: Reading[]; calendar: Reading[] } {
  const fixed = (kind: Kind, path: string): Reading => ({ kind, path: () => path });
  const chat = control.chat.chats(user)[0]?.id;
  const lists = control.todo.lists(user).map(({ id }) => fixed("todo", `/me/todo/lists/${id}/tasks?$filter=status%20ne%20'completed'`));
  const folder = (name: string, filter: string) =>
    fixed("mail", `/me/mailFolders/${name}/messages?$top=5&$orderby=receivedDateTime%20desc&$filter=${encodeURIComponent(filter)}`);
  const bills = control.mail.folders(user).find(({ displayName }) => displayName === "Bills")?.id ?? "";
  const since = "receivedDateTime ge 2000-01-01T00:00:00Z";
  const windows = control.calendar.calendars(user).flatMap(({ id }): Reading[] => {
    const view = (from: number, to: number) =>
      `/me/calendars/${id}/calendarView?startDateTime=${new Date(from).toISOString()}&endDateTime=${new Date(to).toISOString()}&$top=999`;
    const today = (now: Date) => Math.floor(now.getTime() / (24 * hour)) * 24 * hour;
    return [
      { kind: "calendar", path: (now) => view(today(now), today(now) + 24 * hour) },
      { kind: "calendar", path: (now) => view(now.getTime(), now.getTime() + 24 * hour) },
    ];
  });
  return {
    general: [
      fixed("chat", "/me/chats"),
      fixed("chat", `/chats/${chat}/messages?$top=10`),
      fixed("presence", "/me/presence"),
      ...lists,
      fixed("autoreply", "/me/mailboxSettings"),
    ],
    mail: [
      folder("inbox", `${since} and isRead eq false`),
      folder(bills, since),
      folder("inbox", `${since} and from/emailAddress/address eq 'school@news.example'`),
    ],
    calendar: windows,
  };
}
