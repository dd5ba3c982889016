import { describe, expect, it } from "vitest";
import { createTestGraph, type TestClient, type TestResponse, testUsers } from "../../../test/test-graph.fixture.ts";
import { type RefusalId, refusalTable } from "../../refusals/refusal-table.ts";

const { ada } = testUsers;
const guid = "{66F5A359-4659-4830-9070-00047EC6AC6E}";
const color = `String ${guid} Name Color`;
const canonicalColor = `String ${guid.toLowerCase()} Name Color`;
const scopes = ["Mail.ReadWrite", "Calendars.ReadWrite", "Contacts.ReadWrite"];
const event = {
  subject: "Plan",
  start: { dateTime: "2026-03-02T09:00:00", timeZone: "UTC" },
  end: { dateTime: "2026-03-02T10:00:00", timeZone: "UTC" },
};

const query = (path: string, options: Record<string, string>) =>
  `${path}?${Object.entries(options)
    .map(([name, value]) => `$${name}=${encodeURIComponent(value)}`)
    .join("&")}`;
const withProperty = (path: string, id: string) => query(path, { expand: `singleValueExtendedProperties($filter=id eq '${id}')` });

async function createClient(): Promise<TestClient> {
  return createTestGraph().client(ada, ...scopes);
}

function expectRefusal(id: RefusalId, { status, body }: TestResponse): void {
  const { code, message, ...row } = refusalTable[id];
  expect([status, body.error.code, body.error.message]).toEqual([row.status, code, message]);
}

const kinds: [name: string, list: string, item: object][] = [
  ["a message", "/me/messages", { subject: "One" }],
  ["an event", "/me/events", event],
  ["a mail folder", "/me/mailFolders", { displayName: "Bills" }],
  ["a calendar", "/me/calendars", { name: "Choir" }],
  ["a contact", "/me/contacts", { givenName: "Ada", surname: "Byron" }],
  ["a contact folder", "/me/contactFolders", { displayName: "Choir" }],
];

describe("an extended property", () => {
  it.each(kinds)("of %s is written with POST and PATCH, expanded, filtered by, and removed", async (_, list, item) => {
    const client = await createClient();
    const created = await client.send("POST", list, { ...item, singleValueExtendedProperties: [{ id: color, value: "Green" }] });
    expect([created.status, created.body.singleValueExtendedProperties]).toEqual([201, undefined]);
    const path = `${list}/${created.body.id}`;
    expect((await client.get(withProperty(path, color))).body.singleValueExtendedProperties).toEqual([
      { id: canonicalColor, value: "Green" },
    ]);
    await client.send("PATCH", path, { singleValueExtendedProperties: [{ id: color, value: "Red" }] });
    const find = async (value: string) => {
      const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${color}' and ep/value eq '${value}')`;
      return (await client.get(query(list, { filter }))).body.value.map(({ id }: { id: string }) => id);
    };
    expect([await find("red"), await find("Green")]).toEqual([[created.body.id], []]);
    await client.send("PATCH", path, { singleValueExtendedProperties: [{ id: color, value: null }] });
    expect(["extended-property-absent", (await client.get(withProperty(path, color))).body]).toEqual([
      "extended-property-absent",
      expect.not.objectContaining({ singleValueExtendedProperties: expect.anything() }),
    ]);
  });

  it("can be part of an expanded list, with and without $select", async () => {
    const client = await createClient();
    const { body } = await client.send("POST", "/me/messages", {
      subject: "One",
      singleValueExtendedProperties: [{ id: color, value: "Green" }],
      multiValueExtendedProperties: [{ id: `StringArray ${guid} Name Tags`, value: ["a", "b"] }],
    });
    const expand = `singleValueExtendedProperties($filter=id eq '${color}' or id eq 'Integer 0x0E07'),multiValueExtendedProperties($filter=id eq 'StringArray ${guid} Name Tags')`;
    const { value } = (await client.get(query("/me/messages", { expand, select: "subject" }))).body;
    expect(["extended-property-canonical-id", value]).toEqual([
      "extended-property-canonical-id",
      [
        {
          "@odata.etag": expect.any(String),
          id: body.id,
          subject: "One",
          singleValueExtendedProperties: [
            { id: "Integer 0xe07", value: "9" },
            { id: canonicalColor, value: "Green" },
          ],
          multiValueExtendedProperties: [{ id: `StringArray ${guid.toLowerCase()} Name Tags`, value: ["a", "b"] }],
        },
      ],
    ]);
  });

  it("compares the case of its name, and values with cast", async () => {
    const client = await createClient();
    const number = `Integer ${guid} Id 0x8001`;
    await client.send("POST", "/me/messages", { subject: "Nine", singleValueExtendedProperties: [{ id: number, value: "9" }] });
    await client.send("POST", "/me/messages", { subject: "Ten", singleValueExtendedProperties: [{ id: number, value: "10" }] });
    const subjects = async (condition: string) =>
      (await client.get(query("/me/messages", { filter: `singleValueExtendedProperties/any(ep: ${condition})` }))).body.value.map(
        (message: { subject: string }) => message.subject,
      );
    expect(await subjects(`ep/id eq '${number}' and cast(ep/value, Edm.Int32) gt 9`)).toEqual(["Ten"]);
    expect(await subjects(`ep/id eq 'Integer ${guid.toLowerCase()} Id 32769' and cast(ep/value, Edm.Int32) lt 10`)).toEqual(["Nine"]);
    await client.send("POST", "/me/messages", { subject: "Named", singleValueExtendedProperties: [{ id: color, value: "x" }] });
    expect(await subjects(`ep/id eq '${color}'`)).toEqual(["Named"]);
    expect(await subjects(`ep/id eq '${color.replace("Color", "color")}'`)).toEqual([]);
    const wrong = await client.get(
      query("/me/messages", { filter: "singleValueExtendedProperties/any(ep: cast(ep/value, Edm.Thing) eq 1)" }),
    );
    expect([wrong.status, wrong.body.error.message]).toEqual([400, expect.stringContaining("Syntax error at position 53")]);
  });

  it("tells series from single events, as DavMail asks", async () => {
    const client = await createClient();
    const recurrence = {
      pattern: { type: "daily", interval: 1 },
      range: { type: "numbered", startDate: "2026-03-02", numberOfOccurrences: 3 },
    };
    await client.send("POST", "/me/events", { ...event, subject: "Series", recurrence });
    await client.send("POST", "/me/events", event);
    const id = "Boolean {00062002-0000-0000-c000-000000000046} Id 0x8223";
    const series = `singleValueExtendedProperties/Any(ep: ep/id eq '${id}' and cast(ep/value,Edm.Boolean) eq true)`;
    const found = async (filter: string) =>
      (await client.get(query("/me/calendars/calendar/events", { filter }))).body.value.map(({ subject }: { subject: string }) => subject);
    expect(["calendar-well-known-name", await found(series)]).toEqual(["calendar-well-known-name", ["Series"]]);
    expect(await found(`(${series}) Or start/dateTime gt '2026-03-01T00:00:00'`)).toHaveLength(2);
  });

  it.each([
    ["/me/mailFolders/inbox", "IPF.Note", (client: TestClient) => client.send("POST", "/me/mailFolders/inbox/messages", { subject: "x" })],
    ["/me/calendars/calendar", "IPF.Appointment", (client: TestClient) => client.send("POST", "/me/events", event)],
    ["/me/contactFolders/contacts", "IPF.Contact", (client: TestClient) => client.send("POST", "/me/contacts", { surname: "Byron" })],
  ] as const)("shows the class of %s, and when its contents changed", async (path, folderClass, change) => {
    const graph = createTestGraph();
    const client = await graph.client(ada, ...scopes);
    const read = async () => {
      const expand = "singleValueExtendedProperties($filter=id eq 'String 0x3613' or id eq 'SystemTime 0x670a')";
      return (await client.get(query(path, { expand }))).body.singleValueExtendedProperties;
    };
    const before = await read();
    expect(before[0]).toEqual({ id: "String 0x3613", value: folderClass });
    await graph.clock.advance(60_000);
    expect(await read()).toEqual(before);
    await change(client);
    expect((await read())[1].value > before[1].value).toBe(true);
  });

  it("is refused with an invalid id, type, or value, and expanded only by id", async () => {
    const client = await createClient();
    const write = (id: string, value: unknown = "x") =>
      client.send("POST", "/me/messages", { singleValueExtendedProperties: [{ id, value }] });
    for (const id of ["Color", `String ${guid} Color`, "String Name Color", "String 0xzz"])
      expectRefusal("extended-property-id", await write(id));
    expectRefusal("extended-property-type", await write(`Number ${guid} Name Color`));
    expectRefusal("extended-property-value", await write("Integer 0x8001", "many"));
    // The value is text in the metadata, whatever the type of the property.
    expect((await write("String 0x8001", { text: "x" })).body.error.code).toBe("RequestBodyRead");
    expectRefusal("extended-property-id", await client.get(withProperty("/me/messages", "Color")));
    expectRefusal("extended-property-expand-filter", await client.get("/me/messages?$expand=singleValueExtendedProperties"));
    expectRefusal(
      "extended-property-expand-filter",
      await client.get(query("/me/events", { expand: "singleValueExtendedProperties($filter=value eq 'x')" })),
    );
    expect((await client.get("/me/messages")).body.value).toEqual([]);
  });
});

const extension = {
  "@odata.type": "microsoft.graph.openTypeExtension",
  extensionName: "Com.Contoso.Referral",
  companyName: "Wingtip",
  deals: [1, 2],
};
const presented = {
  "@odata.type": "#microsoft.graph.openTypeExtension",
  id: "microsoft.graph.openTypeExtension.Com.Contoso.Referral",
  extensionName: "Com.Contoso.Referral",
};

describe("an open extension", () => {
  it.each(kinds.filter(([, list]) => /messages|events|contacts$/.test(list)))(
    "of %s is created, read, changed, and deleted",
    async (_, list, item) => {
      const client = await createClient();
      const { id } = (await client.send("POST", list, item)).body;
      const path = `${list}/${id}`;
      const created = await client.send("POST", `${path}/extensions`, extension);
      expect([created.status, created.body]).toEqual([
        201,
        expect.objectContaining({ ...presented, companyName: "Wingtip", deals: [1, 2] }),
      ]);
      expectRefusal("extension-name-taken", await client.send("POST", `${path}/extensions`, extension));
      await client.send("PATCH", `${path}/extensions/com.contoso.referral`, { companyName: "Fabrikam" });
      const changed = { ...presented, companyName: "Fabrikam", deals: [1, 2] };
      expect((await client.get(`${path}/extensions/${presented.id}`)).body).toMatchObject(changed);
      expect((await client.get(`${path}/extensions`)).body.value).toEqual([changed]);
      expect(
        (await client.get(query(list, { expand: "extensions($filter=id eq 'Com.Contoso.Referral')" }))).body.value[0].extensions,
      ).toEqual([changed]);
      expect((await client.get(query(list, { filter: "extensions/any(f:f/id eq 'Com.Contoso.Referral')" }))).body.value).toHaveLength(1);
      expect((await client.get(query(list, { filter: "extensions/any(f:f/id eq 'Com.Contoso.Other')" }))).body.value).toHaveLength(0);
      expect((await client.send("DELETE", `${path}/extensions/Com.Contoso.Referral`)).status).toBe(204);
      expectRefusal("extension-unknown", await client.get(`${path}/extensions/Com.Contoso.Referral`));
      expect((await client.get(`${path}?$expand=extensions`)).body.extensions).toEqual([]);
    },
  );

  it("can be created with its item, and needs a name", async () => {
    const client = await createClient();
    const { body } = await client.send("POST", "/me/events", { ...event, extensions: [{ ...extension, CompanyName: "Wingtip" }] });
    expect((await client.get(`/me/events/${body.id}?$expand=extensions`)).body.extensions).toMatchObject([{ CompanyName: "Wingtip" }]);
    expectRefusal("extension-name-missing", await client.send("POST", `/me/events/${body.id}/extensions`, { companyName: "x" }));
  });

  it("needs the permission to change its item, and belongs to one occurrence", async () => {
    const graph = createTestGraph();
    const recurrence = {
      pattern: { type: "daily", interval: 1 },
      range: { type: "numbered", startDate: "2026-03-02", numberOfOccurrences: 2 },
    };
    graph.emulator.control.calendar.createEvent(ada, { ...event, recurrence });
    const [first, second] = graph.emulator.control.calendar.view(ada, "2026-03-02T00:00:00Z", "2026-03-05T00:00:00Z");
    const reader = await graph.client(ada, "Calendars.Read");
    expect((await reader.send("POST", `/me/events/${second!.id}/extensions`, extension)).status).toBe(403);
    const writer = await graph.client(ada, "Calendars.ReadWrite");
    expect((await writer.send("POST", `/me/events/${second!.id}/extensions`, extension)).status).toBe(201);
    expect((await reader.get(`/me/events/${second!.id}/extensions`)).body.value).toHaveLength(1);
    expect((await reader.get(`/me/events/${first!.id}/extensions`)).body.value).toEqual([]);
  });
});
