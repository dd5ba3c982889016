import { householdUsers } from "@casement/graph-emulator/household";
import type { CliMicrosoft365Operation } from "./cli-microsoft365-operation.ts";

const { main, colleagues } = householdUsers;

/** Mail, calendars, tasks, chats, people, groups and rooms. None needs another one, so they may run at once. */
export const cliMicrosoft365Operations: readonly CliMicrosoft365Operation[] = [
  { name: "shows who is signed in", command: ["status"], finds: { connectedAs: main, authType: "deviceCode" } },
  {
    name: "lists the inbox and reads a mail",
    does: async ({ command }) => {
      const inbox = await command("outlook", "message", "list", "--folderName", "inbox");
      return [inbox, await command("outlook", "message", "get", "--id", inbox[0].id)];
    },
    finds: ([inbox, mail]: any) => inbox.length > 10 && mail.subject === inbox[0].subject && mail.body.content.length > 0,
  },
  {
    name: "moves a mail to the archive",
    does: async ({ command, emulator }) => {
      const archived = () => emulator.control.mail.folders(main).find(({ displayName }) => displayName === "Archive")!.messages;
      const before = archived();
      const [, mail] = await command("outlook", "message", "list", "--folderName", "inbox");
      await command(...["outlook", "message", "move", "--id", mail.id, "--sourceFolderName", "inbox", "--targetFolderName", "archive"]);
      return archived() - before;
    },
    finds: 1,
  },
  {
    name: "sends a mail",
    does: async ({ command, emulator }) => [
      await command(...["outlook", "mail", "send", "--to", colleagues.mateo, "--subject", "Keys", "--bodyContents", "At the desk"]),
      emulator.control.mail.sent().find(({ subject }) => subject === "Keys"),
    ],
    finds: ["", { kind: "message", to: colleagues.mateo, text: /At the desk/ }],
  },
  {
    name: "adds a calendar",
    does: async ({ command, emulator }) => [
      await command("outlook", "calendar", "add", "--userName", main, "--name", "Workshop", "--color", "lightRed"),
      emulator.control.calendar.calendars(main).some(({ name }) => name === "Workshop"),
    ],
    finds: [{ name: "Workshop", color: "lightRed" }, true],
  },
  {
    name: "lists calendars",
    command: ["outlook", "calendar", "list", "--userName", main],
    finds: (calendars: any) => ["Family", "School"].every((name) => calendars.some((found: any) => found.name === name)),
  },
  {
    name: "lists events in a zone",
    command: ["outlook", "event", "list", "--userName", main, "--calendarName", "Calendar", "--timeZone", "UTC"],
    finds: (events: any) => events.some(({ subject, start }: any) => subject === "Invoices" && start.timeZone === "UTC"),
  },
  {
    name: "sets automatic replies",
    does: async ({ command, emulator }) => {
      await command("outlook", "mailbox", "settings", "set", "--autoReplyStatus", "alwaysEnabled", "--autoReplyInternalMessage", "Away");
      return emulator.control.mailboxSettings.get(main).automaticRepliesSetting;
    },
    finds: { status: "alwaysEnabled", internalReplyMessage: /Away/ },
  },
  {
    name: "lists rooms",
    command: ["outlook", "room", "list"],
    finds: [{ displayName: "Model room" }, { displayName: "Attic" }],
  },
  {
    name: "lists task lists",
    command: ["todo", "list", "list"],
    finds: (lists: any) => ["Tasks", "Groceries", "House"].every((name) => lists.some(({ displayName }: any) => displayName === name)),
  },
  {
    name: "adds a task with a due date and completes it",
    does: async ({ command, emulator }) => {
      const inList = ["--listName", "Groceries"];
      const task = await command(
        "todo",
        "task",
        "add",
        "--title",
        "Oat milk",
        ...inList,
        "--importance",
        "high",
        "--dueDateTime",
        "2027-03-02",
      );
      await command("todo", "task", "set", "--id", task.id, ...inList, "--status", "completed");
      return [task, emulator.control.todo.tasks(main, "Groceries").find(({ id }) => id === task.id)];
    },
    finds: [
      { title: "Oat milk", importance: "high", status: "notStarted", dueDateTime: { dateTime: /^2027-03-02/ } },
      { title: "Oat milk", status: "completed" },
    ],
  },
  {
    name: "lists chats",
    command: ["teams", "chat", "list"],
    finds: (chats: any) => chats.some(({ topic }: any) => topic === "Lunch"),
  },
  {
    name: "sends a chat message by the chat's name",
    does: async ({ command, emulator }) => {
      await command("teams", "chat", "message", "send", "--chatName", "Quayside lofts", "--message", "Samples are on the way");
      const { chat } = emulator.control;
      return chat.messages(chat.chats(main).find(({ topic }) => topic === "Quayside lofts")!.id);
    },
    finds: (messages: any) => messages.at(-1).content === "Samples are on the way",
  },
  {
    name: "finds people",
    command: ["entra", "user", "list", "--displayName", "Mateo"],
    finds: [{ displayName: "Mateo Lind", userPrincipalName: colleagues.mateo }],
  },
  {
    name: "lists Microsoft 365 groups, and the members and owners of one",
    does: async ({ command }) => {
      const groups = await command("entra", "m365group", "list");
      return [groups, await command("entra", "m365group", "user", "list", "--groupId", groups[0].id)];
    },
    finds: ([groups, users]: any) =>
      groups.every(({ groupTypes }: any) => groupTypes.includes("Unified")) && users.some((user: any) => user.userPrincipalName === main),
  },
  {
    name: "sends a request of one's own",
    command: ["request", "--url", "https://graph.microsoft.com/v1.0/me/presence"],
    finds: { availability: "Busy", activity: "InAMeeting" },
  },
  { name: "is told that an id is malformed", command: ["outlook", "message", "get", "--id", "nope"], finds: /Id is malformed/ },
];
