import type { Emulator } from "@casement/graph-emulator";
import type { Kind } from "./figures.ts";

/** How something is changed "from elsewhere", so that `mark` shows; and how a request that reads it is known. */
export interface Change {
  readonly kind: Kind;
  /** Casement's sensor. */
  readonly sensor: string;
  readonly reads: RegExp;
  make(emulator: Emulator, user: string, mark: string): void;
}

export const changes: readonly Change[] = [
  {
    kind: "presence",
    sensor: "status/status",
    reads: /\/presence/,
    make: ({ control }, user, mark) =>
      control.presence.set(user, { statusMessage: { message: { content: mark, contentType: "text" } } as object }),
  },
  {
    kind: "mail",
    sensor: "email/school",
    reads: /\/messages/,
    make({ control, clock }, user, mark) {
      const from = { emailAddress: { address: "school@news.example", name: "School" } };
      control.mail.addMessage(user, "inbox", { subject: mark, from, isRead: false, receivedDateTime: clock.now().toISOString() });
    },
  },
  {
    kind: "calendar",
    sensor: "calendar/school",
    reads: /\/calendarView/,
    make({ control, clock }, user, mark) {
      const now = clock.now().getTime();
      const [from, to] = [2, 20].map((hours) => new Date(now + hours * 3_600_000).toISOString());
      const event = control.calendar.view(user, from!, to!, "School").find(({ type }) => type === "singleInstance");
      control.calendar.patchEvent(user, event!.id, { subject: mark });
    },
  },
  {
    kind: "todo",
    sensor: "todo/house",
    reads: /\/todo\//,
    make({ control }, user, mark) {
      const [task] = control.todo.tasks(user, "House");
      control.todo.changeTask(user, "House", task!.id, { title: mark });
    },
  },
  {
    kind: "chat",
    sensor: "chat/chat",
    reads: /\/me\/chats/,
    make({ control }, user, mark) {
      const chat = control.chat.chats(user).find(({ type }) => type === "oneOnOne");
      control.chat.say("ann@reference.example", chat!.id, mark);
    },
  },
  {
    kind: "autoreply",
    sensor: "autoreply/autoreply",
    reads: /\/mailboxSettings/,
    make: ({ control }, user, mark) =>
      void control.mailboxSettings.set(user, { automaticRepliesSetting: { status: "alwaysEnabled", internalReplyMessage: mark } }),
  },
];
