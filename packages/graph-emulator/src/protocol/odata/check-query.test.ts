import { describe, expect, it } from "vitest";
import { createTestGraph, type TestResponse, testUsers } from "../../../test/test-graph.fixture.ts";
import { refusalTable } from "../../refusals/refusal-table.ts";

const { ada } = testUsers;
const answer = ({ status, body }: TestResponse) => [status, body.error?.code, body.error?.message];

async function setUp() {
  const graph = createTestGraph();
  graph.emulator.control.mail.addMany(ada, "inbox", 3);
  const client = await graph.client(
    ada,
    ...["User.Read.All", "Mail.ReadWrite", "Calendars.ReadWrite", "Chat.ReadWrite", "Group.Read.All", "Tasks.ReadWrite", "Presence.Read"],
  );
  await client.send("POST", "/me/events", {
    subject: "Dentist",
    start: { dateTime: "2026-03-02T09:00:00", timeZone: "UTC" },
    end: { dateTime: "2026-03-02T10:00:00", timeZone: "UTC" },
  });
  return { graph, client };
}

const window = "startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-03-08T00:00:00Z";

describe("filter-types-differ", () => {
  it.each([
    ["/me/messages?$filter=isRead eq 'true'", "'Edm.Boolean' and 'Edm.String' for operator kind 'Equal'"],
    ["/me/messages?$filter=isRead ne 1", "'Edm.Boolean' and 'Edm.Int32' for operator kind 'NotEqual'"],
    ["/me/messages?$filter=subject in ('a', true)", "'Edm.String' and 'Edm.Boolean' for operator kind 'Equal'"],
    [
      "/me/messages?$filter=receivedDateTime ge '2026-01-01T00:00:00Z'",
      "'Edm.DateTimeOffset' and 'Edm.String' for operator kind 'GreaterThanOrEqual'",
    ],
    ["/me/messages?$filter=not (categories eq 'Blue')", "'Collection(Edm.String)' and 'Edm.String' for operator kind 'Equal'"],
    [
      "/me/messages?$filter=toRecipients/any(a:a/emailAddress eq 'x')",
      "'microsoft.graph.emailAddress' and 'Edm.String' for operator kind 'Equal'",
    ],
    ["/me/events?$filter=start/dateTime lt 2026-01-01T00:00:00Z", "'Edm.String' and 'Edm.DateTimeOffset' for operator kind 'LessThan'"],
    ["/me/mailFolders?$filter=unreadItemCount gt '0'", "'Edm.Int32' and 'Edm.String' for operator kind 'GreaterThan'"],
    ["/users?$filter=accountEnabled eq 'true'", "'Edm.Boolean' and 'Edm.String' for operator kind 'Equal'"],
  ])("compares only values of the same type: %s", async (path, words) => {
    const { client } = await setUp();
    const message = `Invalid filter clause: A binary operator with incompatible types was detected. Found operand types ${words}.`;
    expect(answer(await client.get(path))).toEqual([400, "BadRequest", message]);
  });

  it.each([
    "/me/messages?$filter=importance eq 'normal' and subject ne null and hasAttachments eq false",
    "/me/messages?$filter=receivedDateTime gt 2026-01-01 and receivedDateTime lt 2027-01-01T00:00:00Z",
    "/me/mailFolders?$filter=unreadItemCount gt 0",
    "/me/messages?$filter=categories/any(c:c eq 'Blue')",
  ])("accepts values of the property's type: %s", async (path) => {
    const { client } = await setUp();
    expect((await client.get(path)).status).toBe(200);
  });
});

describe("an option that does not fit", () => {
  it.each([
    ["single-resource-options", "/me?$top=1"],
    ["single-resource-options", "/me?$filter=displayName eq 'Ada'"],
    ["single-resource-options", "/me?$orderby=displayName"],
    ["single-resource-options", "/me/mailFolders/inbox?$count=true"],
    ["single-resource-options", "/me/todo/lists/Tasks?$skip=1"],
    ["single-resource-options", "/me/presence?$top=1"],
    ["search-not-supported", "/me/events?$search=%22dentist%22"],
    ["search-not-supported", `/me/calendarView?${window}&$search=%22dentist%22`],
    ["search-not-supported", "/me/todo/lists/Tasks/tasks?$search=%22pack%22"],
    ["delta-token-on-list", "/me/messages?$deltatoken=x"],
    ["delta-token-on-list", "/me/events?$deltatoken=x"],
    ["delta-token-on-list", "/users?$deltatoken=x"],
    ["delta-token-on-list", "/me?$deltatoken=x"],
  ] as const)("is refused: %s %s", async (id, path) => {
    const { client } = await setUp();
    const { status, code, message } = refusalTable[id];
    expect(answer(await client.get(path))).toEqual([status, code, message]);
  });
});

it.each([
  [
    "/me/messages?$top=-1",
    "",
    400,
    "Invalid value '-1' for $top query option found. The $top query option requires a non-negative integer value.",
  ],
  [
    "/me/messages?$count=yes",
    "count-not-boolean",
    400,
    "Invalid value 'yes' for $count query option found. Valid values are 'true, false'.",
  ],
  ["/users?$skip=2", "directory-skip", 400, "'$skip' is not supported by the service."],
  ["/groups?$skip=0", "directory-skip", 400, "'$skip' is not supported by the service."],
  ["/me/messages?$format=xml", "", 501, "The emulator does not have $format=xml."],
  ["/me/mailFolders/inbox/messages/delta?changeType=created", "", 501, "The emulator does not have changeType=created here."],
])("is refused, not ignored: %s %s", async (path, _, status, message) => {
  const { client } = await setUp();
  const response = await client.get(path);
  expect([response.status, response.body.error.message]).toEqual([status, message]);
});

it("reads a filter of a message delta in any case", async () => {
  const { client } = await setUp();
  const { body } = await client.get("/me/mailFolders/inbox/messages/delta?$Filter=receivedDateTime ge 2999-01-01");
  expect(body.value).toEqual([]);
});

describe("orderby-not-single", () => {
  it.each(["/me/events?$orderby=attendees", "/me/events?$orderby=start", "/me/messages?$orderby=categories"])(
    "sorts only by single values: %s",
    async (path) => {
      const { client } = await setUp();
      const message = "Invalid orderby clause: The $orderby expression must evaluate to a single value of primitive type.";
      expect(answer(await client.get(path))).toEqual([400, "BadRequest", message]);
    },
  );
});

describe("a property that the type does not have", () => {
  it.each([
    ["/users?$filter=colour eq 'red'", "property-unknown-filter", "'colour' on type 'microsoft.graph.user'"],
    ["/groups?$filter=colour eq 'red'", "property-unknown-filter", "'colour' on type 'microsoft.graph.group'"],
    ["/me/chats?$filter=colour eq 'red'", "property-unknown-filter", "'colour' on type 'microsoft.graph.chat'"],
    ["/me/todo/lists/Tasks/tasks?$filter=colour eq 'red'", "property-unknown-filter", "'colour' on type 'microsoft.graph.todoTask'"],
    [
      "/me/messages?$filter=from/emailAddres/address eq 'a'",
      "property-unknown-filter",
      "'emailAddres' on type 'microsoft.graph.recipient'",
    ],
    ["/me/messages?$filter=subject/text eq 'a'", "property-unknown-filter", "'text' on type 'Edm.PrimitiveType'"],
    [
      "/me/messages?$filter=toRecipients/any(a:a/emailAddresddress eq 'x')",
      "property-unknown-filter",
      "'emailAddresddress' on type 'microsoft.graph.recipient'",
    ],
    ["/me/events?$filter=start/nonsense eq 'a'", "property-unknown-filter", "'nonsense' on type 'microsoft.graph.dateTimeTimeZone'"],
    ["/users?$orderby=colour", "property-unknown-orderby", "'colour' on type 'microsoft.graph.user'"],
    ["/me?$select=colour", "property-unknown-select", "'colour' on type 'microsoft.graph.user'"],
    ["/me/presence?$select=colour", "property-unknown-select", "'colour' on type 'microsoft.graph.presence'"],
    ["/me/memberOf?$select=colour", "property-unknown-select", "'colour' on type 'microsoft.graph.directoryObject'"],
    ["/me/memberOf/microsoft.graph.group?$select=colour", "property-unknown-select", "'colour' on type 'microsoft.graph.group'"],
  ])("is refused: %s", async (path, row, words) => {
    const { client } = await setUp();
    const [status, code, message] = answer(await client.get(path));
    expect([status, code, row]).toEqual([400, "BadRequest", row]);
    expect(message).toContain(`Could not find a property named ${words}`);
  });

  it.each([
    "/users?$filter=startswith(displayName,'A')&$select=id,displayName",
    "/users?$select=extension_0123456789abcdef0123456789abcdef_shoeSize",
    "/me/memberOf?$select=id,displayName,mail",
    "/me/messages?$filter=toRecipients/any(a:a/emailAddress/address eq 'x') and receivedDateTime ge 2026-01-01",
    "/me/messages?$filter=categories/any(c:c eq 'Blue')&$select=from/emailAddress,subject",
    "/me/events?$filter=start/dateTime ge '2026-01-01'&$orderby=start/dateTime",
  ])("is not among those of %s", async (path) => {
    const { client } = await setUp();
    expect((await client.get(path)).status).toBe(200);
  });
});

describe("$expand", () => {
  it.each([
    ["/me?$expand=photo", 400, "ExpandNotSupported", "expand-photo"],
    ["/me?$expand=displayName", 400, "BadRequest", "expand-not-navigation"],
    ["/me/events?$expand=nonsense", 400, "BadRequest", "property-unknown-select"],
    ["/me/messages?$expand=attachments($select", 400, "BadRequest", "expand-syntax"],
    ["/me?$expand=drive", 501, "NotEmulated", undefined],
    ["/me/calendars?$expand=events", 501, "NotEmulated", undefined],
    ["/me/messages?$expand=extensions($orderby=id)", 501, "NotEmulated", undefined],
    ["/me/events?$expand=attachments($filter=size gt 1)", 501, "NotEmulated", undefined],
    [`/me/calendarView?${window}&$expand=calendar`, 501, "NotEmulated", undefined],
    ["/me/presence?$expand=nonsense", 400, "BadRequest", "property-unknown-select"],
    ["/me/todo/lists?$expand=tasks", 501, "NotEmulated", undefined],
    ["/me/todo/lists/Tasks/tasks?$expand=attachmentSessions", 501, "NotEmulated", undefined],
    ["/groups?$expand=members", 501, "NotEmulated", undefined],
    ["/me/memberOf?$expand=nonsense", 400, "BadRequest", "property-unknown-select"],
  ])("is refused, or not emulated: %s", async (path, status, code, row) => {
    const { client } = await setUp();
    expect([...answer(await client.get(path)).slice(0, 2), row]).toEqual([status, code, row]);
  });

  it("of events brings attachments with the selected properties, also beside $select", async () => {
    const { client } = await setUp();
    const [event] = (await client.get("/me/events")).body.value;
    await client.send("POST", `/me/events/${event.id}/attachments`, {
      "@odata.type": "#microsoft.graph.fileAttachment",
      name: "plan.txt",
      contentBytes: Buffer.from("tea").toString("base64"),
    });
    const { body } = await client.get("/me/events?$select=subject&$expand=attachments($select=name)");
    expect(body.value[0].subject).toBe("Dentist");
    expect(body.value[0].attachments).toEqual([
      { "@odata.type": "#microsoft.graph.fileAttachment", id: expect.any(String), name: "plan.txt" },
    ]);
  });

  it("of a series brings its exceptions", async () => {
    const { client } = await setUp();
    const start = { dateTime: "2026-03-02T12:00:00", timeZone: "UTC" };
    const end = { dateTime: "2026-03-02T13:00:00", timeZone: "UTC" };
    const recurrence = {
      pattern: { type: "daily", interval: 1 },
      range: { type: "numbered", startDate: "2026-03-02", numberOfOccurrences: 3 },
    };
    const { id } = (await client.send("POST", "/me/events", { subject: "Walk", start, end, recurrence })).body;
    const [, second] = (await client.get(`/me/events/${id}/instances?${window}`)).body.value;
    await client.send("PATCH", `/me/events/${second.id}`, { subject: "Long walk" });
    const { body } = await client.get(`/me/events/${id}?$expand=exceptionOccurrences`);
    expect(body.exceptionOccurrences.map((event: { subject: string }) => event.subject)).toEqual(["Long walk"]);
  });
});

describe("…/$count", () => {
  it.each([
    ["/users/$count", "2"],
    ["/groups/$count", "0"],
    ["/me/messages/$count", "3"],
    ["/me/messages/$count?$filter=isRead eq false", "1"],
    ["/me/mailFolders/inbox/messages/$count", "3"],
    ["/me/mailFolders/$count", "8"],
    ["/me/events/$count", "1"],
    [`/me/calendarView/$count?${window}`, "1"],
    ["/me/calendars/$count", "1"],
    ["/me/todo/lists/$count", "2"],
    ["/me/chats/$count", "0"],
    ["/me/memberOf/$count", "0"],
    ["/me/memberOf/microsoft.graph.group/$count", "0"],
    ["/me/transitiveMemberOf/graph.group/$count", "0"],
  ])("%s is a number as text", async (path, count) => {
    const { client } = await setUp();
    const { status, headers, body } = await client.get(path, { ConsistencyLevel: "eventual" });
    expect([status, headers.get("content-type"), body]).toEqual([200, "text/plain", count]);
  });

  it("counts all items, not those of a page", async () => {
    const { client, graph } = await setUp();
    graph.emulator.control.mail.addMany(ada, "inbox", 30);
    expect((await client.get("/me/messages/$count?$top=5&$skip=2")).body).toBe("33");
  });
});

describe("paths", () => {
  it("accept the alias of the namespace, as Microsoft's current SDKs write it", async () => {
    const { client } = await setUp();
    expect((await client.get("/me/memberOf/graph.group")).status).toBe(200);
    const [event] = (await client.get("/me/events")).body.value;
    expect((await client.send("POST", `/me/events/${event.id}/graph.dismissReminder`)).status).toBe(200);
    expect((await client.get("/me/mailFolders/inbox/messages/graph.delta()")).body).toHaveProperty("@odata.deltaLink");
  });

  it("accept empty segments, as Microsoft's Python SDK writes them", async () => {
    const { client } = await setUp();
    expect((await client.get("//me/messages")).status).toBe(200);
    expect(answer(await client.get("//me/drive")).slice(0, 2)).toEqual([501, "NotEmulated"]);
  });

  it.each([
    ["GET", "/me/planner/tasks"],
    ["GET", "/teams/x/members"],
    ["GET", "/organization"],
    ["GET", "/$metadata"],
    ["GET", "/me/drive"],
    ["GET", "/me/photo/$value"],
    ["PUT", "/me/photo/$value"],
    ["POST", "/me/getMailTips"],
    ["POST", "/search/query"],
    ["POST", "/groups"],
    ["PATCH", "/me"],
    ["GET", "/me/mailFolders/inbox/messageRules"],
  ])("that Graph has and the emulator does not are not emulated: %s %s", async (method, path) => {
    const { client } = await setUp();
    const { status, body } = await client.send(method, path, method === "GET" ? undefined : {});
    expect([status, body.error.code]).toEqual([501, "NotEmulated"]);
  });

  it("that Graph does not have are refused", async () => {
    const { client } = await setUp();
    expect(answer(await client.get("/me/colours"))).toEqual([400, "BadRequest", "Resource not found for the segment 'colours'."]);
    expect((await client.send("DELETE", "/me/presence")).status).toBe(405);
  });
});
