import { householdUsers } from "@casement/graph-emulator/household";
import type { KeptResults } from "../operation.ts";
import { errorOf, type GraphClientOperation, type GraphClientWorld, readPages } from "./graph-client-operation.ts";

const { main, colleagues } = householdUsers;
const at = (day: number, hour: number, zone = "Europe/Berlin") => ({
  dateTime: `2027-03-0${day}T${String(hour).padStart(2, "0")}:00:00`,
  timeZone: zone,
});
const to = (address: string) => [{ emailAddress: { address } }];

/** Sends a batch that the client's BatchRequestContent made, and returns statuses by id. */
async function sendBatch({ graph, library }: GraphClientWorld, parts: any[]): Promise<Record<string, number>> {
  const { responses } = await graph.api("/$batch").post(await new library.BatchRequestContent(parts).getContent());
  return Object.fromEntries(responses.map(({ id, status }: any) => [id, status]));
}

const url = (path: string) => `https://graph.microsoft.com/v1.0${path}`;

/** Calendars, tasks, chats, presence, settings and batches. */
export const graphClientCalendarOperations: readonly GraphClientOperation[] = [
  {
    name: "reads the calendars",
    does: ({ graph }) => graph.api("/me/calendars").get(),
    finds: {
      value: (calendars: any) =>
        ["Birthdays", "Calendar", "Family", "School", "Sports"].every((name) => calendars.some((found: any) => found.name === name)),
    },
    keepAs: "calendars",
  },
  {
    name: "creates a weekly series with a meeting link",
    does: ({ graph }) =>
      graph.api("/me/events").post({
        subject: "Workshop",
        start: at(1, 10),
        end: at(1, 11),
        isOnlineMeeting: true,
        attendees: [{ type: "required", ...to(colleagues.priya)[0] }],
        recurrence: {
          pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"] },
          range: { type: "numbered", startDate: "2027-03-01", numberOfOccurrences: 3 },
        },
      }),
    finds: {
      type: "seriesMaster",
      onlineMeetingProvider: "teamsForBusiness",
      onlineMeeting: { joinUrl: /^https:/ },
      organizer: { emailAddress: { address: main } },
    },
    keepAs: "series",
  },
  {
    name: "reads the instances of the series in another zone",
    does: ({ graph }, { series }) =>
      graph
        .api(`/me/events/${series.id}/instances`)
        .query({ startDateTime: "2027-03-01T00:00:00Z", endDateTime: "2027-04-01T00:00:00Z" })
        .header("Prefer", 'outlook.timezone="Pacific Standard Time"')
        .get(),
    finds: {
      value: [1, 8, 15].map((day, week) => ({
        type: "occurrence",
        start: {
          dateTime: `2027-03-${String(day).padStart(2, "0")}T0${week === 2 ? 2 : 1}:00:00.0000000`,
          timeZone: "Pacific Standard Time",
        },
      })),
    },
  },
  {
    name: "invited the attendee by mail",
    does: async ({ emulator }) => emulator.control.mail.sent().at(-1),
    finds: { kind: "request", to: colleagues.priya },
  },
  {
    name: "attaches a file to an event and expands it",
    does: async ({ graph }, { series }) => {
      await graph
        .api(`/me/events/${series.id}/attachments`)
        .post({ "@odata.type": "#microsoft.graph.fileAttachment", name: "plan.txt", contentBytes: btoa("north wall") });
      return graph.api(`/me/events/${series.id}`).expand("attachments").get();
    },
    finds: { hasAttachments: true, attachments: [{ name: "plan.txt", contentBytes: btoa("north wall") }] },
  },
  {
    name: "reads calendarView delta and the change of an occurrence",
    does: async (world) => {
      const { items, deltaLink } = await readPages(
        world,
        await world.graph
          .api("/me/calendarView/delta")
          .query({ startDateTime: "2027-03-01T00:00:00Z", endDateTime: "2027-03-10T00:00:00Z" })
          .get(),
      );
      const occurrence = items.find(({ type }) => type === "occurrence");
      await world.graph.api(`/me/events/${occurrence.id}`).patch({ subject: "Workshop, upstairs" });
      return [items.some(({ type }) => type === "seriesMaster"), (await world.graph.api(deltaLink).get()).value];
    },
    finds: ([hasMaster, changes]: any) =>
      hasMaster && changes.some(({ subject, type }: any) => subject === "Workshop, upstairs" && type === "exception"),
  },
  {
    name: "reads who is free",
    does: ({ graph }) =>
      graph
        .api("/me/calendar/getSchedule")
        .post({ schedules: [colleagues.mateo], startTime: at(1, 8), endTime: at(1, 18), availabilityViewInterval: 60 }),
    finds: { value: [{ scheduleId: colleagues.mateo, availabilityView: /^[0-4]{10}$/ }] },
  },
  {
    name: "creates a list with a task and a checklist",
    does: async ({ graph }) => {
      const list = await graph.api("/me/todo/lists").post({ displayName: "Stairs" });
      const task = await graph.api(`/me/todo/lists/${list.id}/tasks`).post({ title: "Measure", dueDateTime: at(2, 0, "UTC") });
      await graph.api(`/me/todo/lists/${list.id}/tasks/${task.id}/checklistItems`).post({ displayName: "Laser" });
      return graph.api(`/me/todo/lists/${list.id}/tasks/${task.id}`).expand("checklistItems").get();
    },
    finds: { title: "Measure", status: "notStarted", checklistItems: [{ displayName: "Laser", isChecked: false }] },
  },
  {
    name: "sends a chat message with a mention",
    does: async ({ graph }, { mateo }) => {
      const [chat] = (await graph.api("/me/chats").filter("topic eq 'Quayside lofts'").get()).value;
      return graph.api(`/chats/${chat.id}/messages`).post({
        body: { contentType: "html", content: '<at id="0">Mateo</at> yes' },
        mentions: [
          { id: 0, mentionText: "Mateo", mentioned: { user: { id: mateo.id, displayName: "Mateo Lind", userIdentityType: "aadUser" } } },
        ],
      });
    },
    finds: { from: { user: { displayName: "Robin Hale" } }, mentions: [{ mentioned: { user: { displayName: "Mateo Lind" } } }] },
  },
  {
    name: "reads the presence of two people",
    does: async ({ graph }, { me, mateo }) =>
      (await graph.api("/communications/getPresencesByUserId").post({ ids: [me.id, mateo.id] })).value.map(
        ({ availability }: any) => availability,
      ),
    finds: ["Busy", "DoNotDisturb"],
  },
  {
    name: "turns automatic replies on",
    does: async ({ graph, emulator }) => {
      await graph.api("/me/mailboxSettings").patch({ automaticRepliesSetting: { status: "alwaysEnabled", internalReplyMessage: "Away" } });
      return emulator.control.mailboxSettings.get(main).automaticRepliesSetting;
    },
    finds: { status: "alwaysEnabled", internalReplyMessage: /Away/ },
  },
  {
    name: "sends a batch of twenty",
    does: (world) =>
      sendBatch(
        world,
        Array.from({ length: 20 }, (_, id) => ({ id: String(id), request: new Request(url(`/me/messages?$top=1&$skip=${id}`)) })),
      ),
    finds: (statuses: any) => Object.values(statuses).filter((status) => status === 200).length === 20,
  },
  {
    name: "sends a serial batch, in which a failure stops what depends on it",
    does: (world) =>
      sendBatch(world, [
        { id: "1", request: new Request(url("/me/messages/nope")) },
        { id: "2", request: new Request(url("/me")), dependsOn: ["1"] },
      ]),
    finds: { 1: 400, 2: 424 },
  },
  {
    name: "waits when it is throttled, and reads then",
    does: async ({ graph, emulator }) => {
      emulator.control.faults.add({ status: 429, retryAfter: "1", count: 1, path: "/me/calendars" });
      return graph.api("/me/calendars").get();
    },
    finds: (page: any, { calendars }: KeptResults) => page.value.length === calendars.value.length,
  },
  {
    name: "removes an event",
    does: async ({ graph }, { series }) => {
      await graph.api(`/me/events/${series.id}`).delete();
      return errorOf(graph.api(`/me/events/${series.id}`).get());
    },
    finds: { statusCode: 404, code: "ErrorItemNotFound" },
  },
];
