import { describe, expect, it } from "vitest";
import { createTestGraph, testUsers } from "../../test/test-graph.fixture.ts";
import type { RefusalId } from "../refusals/refusal-table.ts";

const { ada } = testUsers;
const event = {
  start: { dateTime: "2026-03-02T09:00:00", timeZone: "UTC" },
  end: { dateTime: "2026-03-02T10:00:00", timeZone: "UTC" },
};
const unknownProperty = (name: string, type: string) =>
  `The property '${name}' does not exist on type 'microsoft.graph.${type}'. Make sure to only use property names that are defined by the type or mark the type as open type.`;
const unfitValue = (value: string, type: string) => `Cannot convert the literal '${value}' to the expected type '${type}'.`;

const refused: [row: RefusalId, path: string, body: object, message: string][] = [
  ["body-property-unknown", "/me/events", { ...event, titel: "Dentist" }, unknownProperty("titel", "event")],
  ["body-property-unknown", "/me/events", { ...event, location: { name: "Home" } }, unknownProperty("name", "location")],
  [
    "body-property-unknown",
    "/me/events",
    { ...event, attendees: [{ emailAddress: { adress: "ben@contoso.example" } }] },
    unknownProperty("adress", "emailAddress"),
  ],
  ["body-value-unfit", "/me/events", { ...event, subject: 1 }, unfitValue("1", "Edm.String")],
  ["body-value-unfit", "/me/events", { ...event, isAllDay: "yes" }, unfitValue("yes", "Edm.Boolean")],
  ["body-value-unfit", "/me/events", { ...event, reminderMinutesBeforeStart: "soon" }, unfitValue("soon", "Edm.Int32")],
  ["body-value-unfit", "/me/events", { ...event, attendees: "ben" }, unfitValue("ben", "Collection(microsoft.graph.attendee)")],
  ["body-value-unfit", "/me/events", { ...event, body: "Hello" }, unfitValue("Hello", "microsoft.graph.itemBody")],
  ["body-property-unknown", "/me/messages", { titel: "Report" }, unknownProperty("titel", "message")],
  ["body-property-unknown", "/me/messages", { toRecipients: [{ adress: "ben@contoso.example" }] }, unknownProperty("adress", "recipient")],
  ["body-value-unfit", "/me/messages", { subject: 1 }, unfitValue("1", "Edm.String")],
  ["body-value-unfit", "/me/messages", { categories: ["Blue", 2] }, unfitValue("2", "Edm.String")],
  ["body-property-unknown", "/me/todo/lists", { displayName: "Home", colour: "red" }, unknownProperty("colour", "todoTaskList")],
  ["body-property-unknown", "/me/todo/lists/Tasks/tasks", { titel: "Pack" }, unknownProperty("titel", "todoTask")],
  [
    "body-value-unfit",
    "/me/todo/lists/Tasks/tasks",
    { title: "Pack", dueDateTime: "today" },
    unfitValue("today", "microsoft.graph.dateTimeTimeZone"),
  ],
  ["body-property-unknown", "/me/todo/lists/Tasks/tasks/x/checklistItems", { titel: "Socks" }, unknownProperty("titel", "checklistItem")],
  ["body-property-unknown", "/me/todo/lists/Tasks/tasks/x/linkedResources", { url: "x" }, unknownProperty("url", "linkedResource")],
  ["body-property-unknown", "/me/calendars", { name: "Choir", colour: "red" }, unknownProperty("colour", "calendar")],
  ["body-property-unknown", "/me/calendarGroups", { titel: "Home" }, unknownProperty("titel", "calendarGroup")],
  ["body-property-unknown", "/me/mailFolders", { name: "Bills" }, unknownProperty("name", "mailFolder")],
  ["body-property-unknown", "/me/mailFolders/inbox/childFolders", { name: "Bills" }, unknownProperty("name", "mailFolder")],
  ["body-property-unknown", "/me/outlook/masterCategories", { name: "Bills" }, unknownProperty("name", "outlookCategory")],
  ["body-property-unknown", "/me/contactFolders", { name: "Choir" }, unknownProperty("name", "contactFolder")],
  ["body-property-unknown", "/me/contacts", { emailAddresses: [{ adress: "x" }] }, unknownProperty("adress", "emailAddress")],
  ["body-property-unknown", "/chats/x/messages", { text: "Hello" }, unknownProperty("text", "chatMessage")],
  ["body-property-unknown", "/me/sendMail", { message: { subject: "Report", toRecipient: [] } }, unknownProperty("toRecipient", "message")],
];

describe("a request body", () => {
  it.each(refused)("is refused with a member or a value that the type does not have: %s %s %j", async (_, path, body, message) => {
    const scopes = ["Calendars.ReadWrite", "Contacts.ReadWrite", "Chat.ReadWrite", "MailboxSettings.ReadWrite", "Tasks.ReadWrite"];
    const client = await createTestGraph().client(ada, "Mail.ReadWrite", "Mail.Send", ...scopes);
    const response = await client.send("POST", path, body);
    expect([response.status, response.body.error]).toMatchObject([400, { code: "RequestBodyRead", message }]);
  });

  it("of a change is refused alike", async () => {
    const client = await createTestGraph().client(ada, "Mail.ReadWrite", "Calendars.ReadWrite");
    for (const path of ["/me/mailFolders/inbox", "/me/calendar"])
      expect((await client.send("PATCH", path, { colour: "red" })).body.error.code).toBe("RequestBodyRead");
  });

  it("may have names in any case, booleans and numbers as text, nulls and annotations", async () => {
    const client = await createTestGraph().client(ada, "Calendars.ReadWrite");
    const body = {
      ...event,
      Subject: "Dentist",
      isAllDay: "false",
      reminderMinutesBeforeStart: "15",
      location: null,
      "@odata.type": "#microsoft.graph.event",
    };
    const made = await client.send("POST", "/me/events", body);
    expect([made.status, made.body]).toMatchObject([201, { subject: "Dentist", isAllDay: false, reminderMinutesBeforeStart: 15 }]);
  });
});

it("control calls refuse the same members and values", () => {
  const { calendar, mail } = createTestGraph().emulator.control;
  expect(() => calendar.createEvent(ada, { ...event, titel: "Dentist" } as object)).toThrow(unknownProperty("titel", "event"));
  expect(() => mail.addMessage(ada, "inbox", { isRead: "perhaps" } as object)).toThrow(unfitValue("perhaps", "Edm.Boolean"));
  const id = mail.addMessage(ada, "inbox", { subject: "Report" });
  expect(() => mail.changeMessage(ada, id, { titel: "Plan" } as object)).toThrow(unknownProperty("titel", "message"));
});
