import { expect, it } from "vitest";
import { describeContract, exampleNamesOf, expectAnswer, readExample } from "../../../test/areas/contract-data.fixture.ts";
import { createTestGraph, type TestClient, testUsers } from "../../../test/test-graph.fixture.ts";

const { ada, ben } = testUsers;

/** Properties of examples that the emulator does not have. */
const knownMissing: Record<string, string[]> = {
  // The example contains a search folder.
  "mail--user-list-mailfolders--1": ["isSupported", "filterQuery"],
  // The example shows a boolean as a string.
  "mail--delta-query-messages--4": ["isRead"],
};

const definitions: [pattern: RegExp, definition: string][] = [
  [/createUploadSession$/i, "uploadSession"],
  [/\/delta\b/i, "delta.message"],
  [/\/attachments(\/|$)/i, "attachment.any"],
  [/\/messages(\?|$)/i, "page.message"],
  [/\/messages\//i, "message.read"],
  [/\/mailFolders\/[^/]+(\?|$)/i, "mailFolder.read"],
  [/\/(mailFolders|childFolders)(\?|$)/i, "page.mailFolder"],
];
const definitionsByPost: Record<string, string> = {
  messages: "message.read",
  mailfolders: "mailFolder.read",
  attachments: "attachment.any",
};

function definitionOf(method: string, path: string): string | undefined {
  const last = path.split("?")[0]!.split("/").at(-1)!.toLowerCase();
  return method === "POST" && last in definitionsByPost
    ? definitionsByPost[last]
    : definitions.find(([pattern]) => pattern.test(path))?.[1];
}

const isUpload = (name: string) => readExample(name).path.includes("/AttachmentSessions(");
const drafts = /\/(send|createUploadSession|attachments)$/;

interface World {
  me: TestClient;
  path(example: { path: string; method: string }, name: string): string;
}

/** Sets up Ada's mailbox: nested folders, a message with each kind of attachment, a draft, and the right to send as Ben. */
async function setUp(): Promise<World> {
  const { client, emulator } = createTestGraph();
  const { calendar, mail, shares } = emulator.control;
  shares.add(ben, ada);
  mail.allowSending(ben, ada, "sendAs");
  const me = await client(ada, "Mail.ReadWrite", "Mail.Send.Shared", "Mail.Send", "Calendars.ReadWrite");
  const folder = mail.addFolder(ada, "Projects");
  mail.addFolder(ada, "Kitchen", "Projects");
  const message = mail.addMessage(ada, "Projects", { subject: "One", body: { contentType: "html", content: "<p>One</p>" } });
  const file = mail.addAttachment(ada, message, { name: "plan.docx", content: "PK" });
  const nested = { "@odata.type": "#microsoft.graph.message", subject: "Inside", ...nestedMessage };
  const itemOf = (item: object) =>
    mail.addAttachmentOf(ada, message, { "@odata.type": "#microsoft.graph.itemAttachment", name: "Item", item });
  const item = itemOf(nested);
  const eventItem = itemOf({ "@odata.type": "#microsoft.graph.event", subject: "Review" });
  const attachments: Record<string, string> = { 1: file, 6: file, 8: eventItem };
  const at = (hour: string) => ({ dateTime: `2026-03-02T${hour}:00:00`, timeZone: "UTC" });
  const meeting = { subject: "Review", body: { contentType: "html", content: "<p>Plans</p>" }, start: at("10"), end: at("11") };
  calendar.createEvent(ben, { ...meeting, location: { displayName: "Hall" }, attendees: [{ emailAddress: { address: ada } }] });
  const request = (await me.get("/me/mailFolders/inbox/messages")).body.value[0].id;
  const event = calendar.createEvent(ada, meeting).id;
  const draft = (await me.send("POST", "/me/messages", { subject: "Two", toRecipients: [{ emailAddress: { address: ben } }] })).body.id;
  return {
    me,
    path({ path, method }, name) {
      const attachment = /outlook-large/.test(name) ? file : (attachments[name.at(-1)!] ?? item);
      return path
        .replace(/[?&]\$(skip|delta)token=[^&]*/g, "")
        .replaceAll(/\/(Users|Messages|Attachments)\('([^']*)'\)/g, "/$1/$2")
        .replace(/\/users\/[^/?]+/i, "/me")
        .replace(/\/mailFolders\/[^/?]+/i, `/mailFolders/${folder}`)
        .replace(
          /\/messages\/(?!delta)[^/?]+/i,
          `/messages/${/eventmessage/.test(name) ? request : method === "POST" && drafts.test(path) ? draft : message}`,
        )
        .replace(/\/events\/[^/?]+/, `/events/${event}`)
        .replace(/\/attachments\/(?!createUploadSession)[^/?]+/i, `/attachments/${attachment}`)
        .replace(/\/\?/, "?");
    },
  };
}

const somebody = { emailAddress: { name: "Ben Ito", address: ben } };
const time = "2026-03-01T09:00:00Z";
const nestedMessage = {
  createdDateTime: time,
  lastModifiedDateTime: time,
  receivedDateTime: time,
  sentDateTime: time,
  hasAttachments: true,
  internetMessageId: "<x@mail.example>",
  importance: "normal",
  conversationId: "AAQk",
  conversationIndex: "AQHT",
  isDeliveryReceiptRequested: false,
  isReadReceiptRequested: false,
  isRead: true,
  isDraft: false,
  webLink: "https://outlook.office365.com/owa/",
  body: { contentType: "html", content: "<p>Inside</p>" },
  sender: somebody,
  from: somebody,
  toRecipients: [somebody],
  ccRecipients: [somebody],
  flag: { flagStatus: "notFlagged" },
  bodyPreview: "Inside",
  internetMessageHeaders: [{ name: "x-kind", value: "nested" }],
  attachments: [],
};

describeContract("mail", (validate) => {
  it.each(exampleNamesOf("mail").filter((name) => !isUpload(name)))("%s", async (name) => {
    const example = readExample(name);
    const { me, path } = await setUp();
    const body = adapt(example.requestBody, name);
    const headers = Object.entries<string>(example.requestHeaders ?? {}).map(([header, value]) => [header.toLowerCase(), value]);
    const response = await me.send(example.method, path(example, name), body, Object.fromEntries(headers));
    if (typeof example.responseBody === "string")
      return expect([response.status, response.body]).toEqual([example.status, expect.any(String)]);
    const definition = () => definitionOf(example.method, path(example, name));
    expectAnswer(example, response, { validate, definition, missing: knownMissing[name] });
  });

  it("all kinds of pages are valid: expanded attachments, delta rounds, folder delta, and pages with Mail.ReadBasic", async () => {
    const graph = createTestGraph();
    const { mail } = graph.emulator.control;
    const id = mail.addMessage(ada, "inbox", { subject: "One", flag: { flagStatus: "flagged" } });
    mail.addAttachment(ada, id, { name: "a.txt", content: "a" });
    mail.addAttachmentOf(ada, id, { "@odata.type": "#microsoft.graph.referenceAttachment", name: "In the cloud" });
    const me = await graph.client(ada, "Mail.ReadWrite");
    const paths: [string, string][] = [
      ["page.message", "/me/messages?$expand=attachments&$count=true"],
      ["page.message", '/me/messages?$search="one"'],
      ["page.message", "/me/messages?$select=subject,uniqueBody,internetMessageHeaders"],
      ["page.attachment", `/me/messages/${id}/attachments`],
      ["page.mailFolder", "/me/mailFolders?includeHiddenFolders=true&$expand=childFolders"],
      ["delta.mailFolder", "/me/mailFolders/delta"],
      ["delta.message", "/me/mailFolders/inbox/messages/delta"],
      ["error", "/me/messages/nothing"],
    ];
    for (const [definition, path] of paths) expect([path, validate(definition, (await me.get(path)).body)]).toEqual([path, []]);
    const basic = await (await graph.client(ada, "Mail.ReadBasic")).get("/me/messages");
    expect(validate("page.message", basic.body)).toEqual([]);
  });
});

/** Replaces the people in the example's body with users of this emulator. */
function adapt(body: any, name: string): unknown {
  if (body === null && /text\/plain/.test(JSON.stringify(readExample(name).requestHeaders ?? {}))) return "not Base64!";
  if (name === "mail--outlook-send-mail-from-other-user--1")
    return { message: { ...body.message, from: { emailAddress: { address: ben } } } };
  return body ?? undefined;
}
