import { householdUsers } from "@casement/graph-emulator/household";
import type { KeptResults } from "../operation.ts";
import type { McpServerOperation } from "./mcp-server-operation.ts";

const { main, colleagues } = householdUsers;
const isText = (value: unknown) => typeof value === "string" && value.length > 0;
const to = (address: string) => [{ emailAddress: { address } }];
const at = (hour: string) => ({ dateTime: `2027-03-01T${hour}:00:00`, timeZone: "Europe/Berlin" });
const march = { startDateTime: "2027-03-01T00:00:00Z", endDateTime: "2027-03-03T00:00:00Z" };

/** Calendars, tasks, chats, presence and groups. */
export const mcpServerCalendarOperations: readonly McpServerOperation[] = [
  {
    name: "lists calendars",
    tool: "list-calendars",
    finds: { value: (calendars: any) => calendars.some(({ name }: any) => name === "School") },
    keepAs: "calendars",
  },
  {
    name: "creates an event",
    tool: "create-calendar-event",
    input: {
      body: {
        subject: "Handover",
        start: at("10"),
        end: at("11"),
        location: { displayName: "Elm Row 12" },
        attendees: [{ type: "required", ...to(colleagues.jonas)[0] }],
      },
    },
    finds: { subject: "Handover", location: { displayName: "Elm Row 12" }, attendees: [{ emailAddress: { address: colleagues.jonas } }] },
    keepAs: "event",
  },
  {
    name: "reads an event in another zone",
    tool: "get-calendar-event",
    input: ({ event }) => ({ eventId: event.id, timezone: "America/New_York" }),
    finds: { start: { dateTime: "2027-03-01T04:00:00.0000000", timeZone: "America/New_York" } },
  },
  {
    name: "reads a calendar view",
    tool: "get-calendar-view",
    input: march,
    finds: {
      value: (events: any) =>
        events.some(({ subject }: any) => subject === "Handover") && events.some(({ type }: any) => type === "occurrence"),
    },
  },
  {
    name: "updates an event",
    tool: "update-calendar-event",
    input: ({ event }) => ({ eventId: event.id, body: { subject: "Handover, part 1", showAs: "tentative" } }),
    finds: { subject: "Handover, part 1", showAs: "tentative" },
  },
  {
    name: "lists events of one calendar",
    does: ({ call }, { calendars }) =>
      call("list-specific-calendar-events", { calendarId: calendars.value.find(({ name }: any) => name === "School").id }),
    finds: { value: (events: any) => events.some(({ subject, type }: any) => subject === "Piano lesson" && type === "seriesMaster") },
    keepAs: "school",
  },
  {
    name: "lists instances of a series",
    does: ({ call }, { school, calendars }) =>
      call("list-calendar-event-instances", {
        calendarId: calendars.value.find(({ name }: any) => name === "School").id,
        eventId: school.value.find(({ subject }: any) => subject === "Piano lesson").id,
        startDateTime: "2027-03-01T00:00:00Z",
        endDateTime: "2027-03-31T00:00:00Z",
      }),
    finds: { value: (events: any) => events.length === 5 && events.every(({ subject }: any) => subject === "Piano lesson") },
  },
  {
    name: "cancels an event for everybody",
    does: async ({ call, emulator }, { event }) => [
      await call("cancel-calendar-event", { eventId: event.id, body: { Comment: "Rain" } }),
      emulator.control.mail.sent().at(-1),
    ],
    finds: ([, mail]: any) => mail.kind === "cancellation" && mail.to === colleagues.jonas,
  },
  {
    name: "reads who is free",
    tool: "get-schedule",
    input: { body: { Schedules: [colleagues.mateo], StartTime: at("08"), EndTime: at("18"), AvailabilityViewInterval: 60 } },
    finds: { value: [{ scheduleId: colleagues.mateo, availabilityView: /^[0-4]{10}$/ }] },
  },
  {
    name: "lists task lists",
    tool: "list-todo-task-lists",
    finds: {
      value: (lists: any) =>
        lists.some(({ wellknownListName }: any) => wellknownListName === "defaultList") &&
        lists.some(({ displayName }: any) => displayName === "Groceries"),
    },
    keepAs: "lists",
  },
  {
    name: "lists tasks of a list",
    does: ({ call }, { lists }) =>
      call("list-todo-tasks", { todoTaskListId: lists.value.find(({ displayName }: any) => displayName === "Groceries").id }),
    finds: { value: (tasks: any) => tasks.some(({ title, status }: any) => title === "Rye bread" && status === "completed") },
  },
  {
    name: "creates a list",
    tool: "create-todo-task-list",
    input: { body: { displayName: "Stairs" } },
    finds: { displayName: "Stairs", wellknownListName: "none", isOwner: true },
    keepAs: "list",
  },
  {
    name: "creates a task",
    tool: "create-todo-task",
    input: ({ list }) => ({
      todoTaskListId: list.id,
      body: { title: "Measure", importance: "high", dueDateTime: { dateTime: "2027-03-02T00:00:00", timeZone: "UTC" } },
    }),
    finds: { title: "Measure", importance: "high", dueDateTime: { dateTime: "2027-03-02T00:00:00.0000000" } },
    keepAs: "task",
  },
  {
    name: "completes a task",
    tool: "update-todo-task",
    input: ({ list, task }) => ({ todoTaskListId: list.id, todoTaskId: task.id, body: { status: "completed" } }),
    finds: { status: "completed", completedDateTime: { timeZone: "UTC" } },
  },
  {
    name: "links a task to a page",
    tool: "create-todo-linked-resource",
    input: ({ list, task }) => ({
      todoTaskListId: list.id,
      todoTaskId: task.id,
      body: { webUrl: "https://example.com/1", applicationName: "Studio", displayName: "Order" },
    }),
    finds: { applicationName: "Studio", displayName: "Order" },
  },
  {
    name: "deletes a task",
    does: async ({ call }, { list, task }) => {
      await call("delete-todo-task", { todoTaskListId: list.id, todoTaskId: task.id });
      return call("list-todo-tasks", { todoTaskListId: list.id });
    },
    finds: { value: [] },
  },
  {
    name: "lists chats with members",
    tool: "list-chats",
    input: { expand: ["members"] },
    finds: { value: (chats: any) => chats.some(({ topic, members }: any) => topic === "Lunch" && members.length === 4) },
    keepAs: "chats",
  },
  {
    name: "sends a chat message",
    does: ({ call }, { chats }) =>
      call("send-chat-message", {
        chatId: chats.value.find(({ topic }: any) => topic === "Lunch").id,
        body: { body: { contentType: "text", content: "Soup it is." } },
      }),
    finds: { body: { content: "Soup it is." }, from: { user: { displayName: "Robin Hale" } } },
    keepAs: "message",
  },
  {
    name: "shows the message as the chat's last",
    tool: "list-chats",
    input: { expand: ["lastMessagePreview"] },
    finds: {
      value: (chats: any) =>
        chats.some(({ topic, lastMessagePreview }: any) => topic === "Lunch" && lastMessagePreview.body.content === "Soup it is."),
    },
  },
  { name: "reads presence", tool: "get-my-presence", finds: { availability: "Busy", activity: "InAMeeting" } },
  {
    name: "sets a preferred presence",
    does: async ({ call, emulator }) => {
      await call("set-my-user-preferred-presence", {
        body: { availability: "DoNotDisturb", activity: "DoNotDisturb", expirationDuration: "PT1H" },
      });
      return emulator.control.presence.get(main);
    },
    finds: { availability: "DoNotDisturb" },
  },
  {
    name: "reads presences of others",
    tool: "get-presences-by-user-id",
    input: ({ mateo }) => ({ body: { ids: [mateo.value[0].id] } }),
    finds: { value: [{ availability: "DoNotDisturb", activity: "Presenting" }] },
  },
  {
    name: "lists groups",
    tool: "list-groups",
    finds: { value: (groups: any) => groups.length > 0 && groups.every(({ id, displayName }: any) => isText(id) && isText(displayName)) },
    keepAs: "groups",
  },
  {
    name: "reads a group",
    tool: "get-group",
    input: ({ groups }) => ({ groupId: groups.value[0].id }),
    finds: (group: any, { groups }: KeptResults) =>
      group.displayName === groups.value[0].displayName && group.groupTypes.includes("Unified"),
  },
  {
    name: "is told what is wrong",
    tool: "get-mail-message",
    input: { messageId: "nope" },
    finds: (result: any) => JSON.stringify(result).includes("Id is malformed"),
  },
];
