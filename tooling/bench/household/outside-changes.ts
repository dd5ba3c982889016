import type { Emulator } from "@casement/graph-emulator";
import type { SensorKind } from "./figures.ts";

/** A change made outside of the two programs. `reads` matches the requests that would see it. */
export interface OutsideChange {
  readonly kind: SensorKind;
  /** The sensor of Casement that shows it. */
  readonly sensor: string;
  readonly reads: RegExp;
  /** Makes the change, so that `marker` appears in the data. */
  make(emulator: Emulator, user: string, marker: string): void;
}

export const outsideChanges: readonly OutsideChange[] = [
  {
    kind: "presence",
    sensor: "status/status",
    reads: /\/presence/,
    make: ({ control }, user, marker) =>
      control.presence.set(user, { statusMessage: { message: { content: marker, contentType: "text" } } as object }),
  },
  {
    kind: "mail",
    sensor: "email/school",
    reads: /\/messages/,
    make({ control, clock }, user, marker) {
      const from = { emailAddress: { address: "school@news.example", name: "School" } };
      control.mail.addMessage(user, "inbox", { subject: marker, from, isRead: false, receivedDateTime: clock.now().toISOString() });
    },
  },
  {
    kind: "calendar",
    sensor: "calendar/school",
    reads: /\/calendarView/,
    make({ control, clock }, user, marker) {
      const now = clock.now().getTime();
      const [from, to] = [2, 20].map((hours) => new Date(now + hours * 3_600_000).toISOString());
      const event = control.calendar.view(user, from!, to!, "School").find(({ type }) => type === "singleInstance");
      control.calendar.patchEvent(user, event!.id, { subject: marker });
    },
  },
  {
    kind: "todo",
    sensor: "todo/house",
    reads: /\/todo\//,
    make({ control }, user, marker) {
      const [task] = control.todo.tasks(user, "House");
      control.todo.changeTask(user, "House", task!.id, { title: marker });
    },
  },
  {
    kind: "chat",
    sensor: "chat/chat",
    reads: /\/me\/chats/,
    make({ control }, user, marker) {
      const chat = control.chat.chats(user).find(({ type }) => type === "oneOnOne");
      control.chat.say("ann@reference.example", chat!.id, marker);
    },
  },
  {
    kind: "autoreply",
    sensor: "autoreply/autoreply",
    reads: /\/mailboxSettings/,
    make: ({ control }, user, marker) =>
      void control.mailboxSettings.set(user, { automaticRepliesSetting: { status: "alwaysEnabled", internalReplyMessage: marker } }),
  },
];
