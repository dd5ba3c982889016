import type { Emulator } from "@casement/graph-emulator";
import type { SensorKind } from "./figures.ts";
import type { HouseholdSimulation } from "./household-simulation.ts";
import { benchUsers } from "./reference-household.ts";

/** One request of the O365 integration for Home Assistant (https://github.com/RogerSelwyn/O365-HomeAssistant), and the entity that it is for. */
interface PredecessorRequest {
  readonly kind: SensorKind;
  path(now: Date): string;
}

const user = benchUsers.predecessor;
const scopes = ["Calendars.Read", "Mail.Read", "Presence.Read", "Chat.Read", "Tasks.Read", "MailboxSettings.Read"];
/** Minimum time between two requests of a coordinator (ms). The predecessor's library enforces it. */
const minimumGap = 200;
const hour = 3_600_000;

export interface Predecessor {
  /** What its entities of a kind show: the text of the responses, published at the end of a cycle. */
  shown(kind: SensorKind): string;
  /** Resolves at the end of a cycle. */
  nextUpdate(): Promise<void>;
}

/**
 * Sends the requests of the predecessor at the same times: two coordinators that send one request after another and then wait 30 s, and
 * calendars that poll every 60 s, with two windows each. Omits its requests for attachments and chat members.
 */
export function startPredecessor({ emulator, clock, sleep, runBeside, transports }: HouseholdSimulation): Predecessor {
  const transport = transports.predecessor;
  const published = new Map<SensorKind, string>();
  const waiting: (() => void)[] = [];
  let token = "";
  let tokenUntil = 0;

  const read = async ({ kind, path }: PredecessorRequest, texts: Map<SensorKind, string>): Promise<void> => {
    if (clock.now().getTime() >= tokenUntil) {
      token = await emulator.control.tokens.issue(user, scopes);
      tokenUntil = clock.now().getTime() + hour - 60_000;
    }
    const response = await transport.fetch(`https://graph.microsoft.com/v1.0${path(clock.now())}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`The emulator returned ${response.status} for the predecessor's request ${path(clock.now())}: ${text}`);
    texts.set(kind, (texts.get(kind) ?? "") + text);
  };
  const cycle = async (requests: readonly PredecessorRequest[]): Promise<void> => {
    const responses = new Map<SensorKind, string>();
    for (const [index, request] of requests.entries()) {
      if (index > 0) await sleep(minimumGap - transport.latency);
      await read(request, responses);
    }
    for (const [kind, text] of responses) published.set(kind, text);
    for (const resolve of waiting.splice(0)) resolve();
  };
  const coordinator = async (requests: readonly PredecessorRequest[]): Promise<void> => {
    for (;;) {
      await cycle(requests);
      await sleep(30_000);
    }
  };
  const calendars = async (requests: readonly PredecessorRequest[]): Promise<void> => {
    for (;;) {
      const next = sleep(60_000);
      await cycle(requests);
      await next;
    }
  };
  const { general, mail, calendar } = requestsOf(emulator);
  runBeside(coordinator(general));
  runBeside(coordinator(mail));
  runBeside(calendars(calendar));
  return { shown: (kind) => published.get(kind) ?? "", nextUpdate: () => new Promise((resolve) => waiting.push(resolve)) };
}

function requestsOf({ control }: Emulator): { general: PredecessorRequest[]; mail: PredecessorRequest[]; calendar: PredecessorRequest[] } {
  const fixed = (kind: SensorKind, path: string): PredecessorRequest => ({ kind, path: () => path });
  const chat = control.chat.chats(user)[0]?.id;
  const lists = control.todo.lists(user).map(({ id }) => fixed("todo", `/me/todo/lists/${id}/tasks?$filter=status%20ne%20'completed'`));
  const folder = (name: string, filter: string) =>
    fixed("mail", `/me/mailFolders/${name}/messages?$top=5&$orderby=receivedDateTime%20desc&$filter=${encodeURIComponent(filter)}`);
  const bills = control.mail.folders(user).find(({ displayName }) => displayName === "Bills")?.id ?? "";
  const since = "receivedDateTime ge 2000-01-01T00:00:00Z";
  const windows = control.calendar.calendars(user).flatMap(({ id }): PredecessorRequest[] => {
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
