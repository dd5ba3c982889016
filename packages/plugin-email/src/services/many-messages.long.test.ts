import { expect, it } from "vitest";
import { ada, callService, createMailHost, deliverToAda, mailControl, requestCounts, shownMessages } from "../../test/email.fixture.ts";

const withBodies = { sensors: [{ name: "Inbox", body: "text" }] };
type Host = Awaited<ReturnType<typeof createMailHost>>;

/** The subjects of all pages. */
async function subjectsOfPages(t: Host, input: Record<string, unknown>): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await callService(t, "list-messages", { ...input, ...(cursor !== undefined && { cursor }) });
    expect(page.truncated).toBe(page.cursor !== undefined);
    pages.push(page.messages.map(({ subject }: { subject: string }) => subject));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return pages;
}

it("pages through a folder, also where many messages arrived in the same second", async () => {
  await using t = await createMailHost();
  for (let number = 0; number < 7; number++) deliverToAda(t, { subject: `${number}` });
  await t.advance("10s");
  deliverToAda(t, { subject: "new" });
  const pages = await subjectsOfPages(t, { maxItems: 3 });
  expect(pages.map(({ length }) => length)).toEqual([3, 3, 2]);
  expect(pages.flat().toSorted()).toEqual(["0", "1", "2", "3", "4", "5", "6", "new"]);
  // Messages that leave the folder meanwhile do not shift the next page.
  const first = await callService(t, "list-messages", { maxItems: 3 });
  await callService(t, "remove", { ids: first.messages.map(({ id }: { id: string }) => id) });
  const second = await callService(t, "list-messages", { maxItems: 10, cursor: first.cursor });
  expect(second.messages).toHaveLength(5);
  await expect(callService(t, "list-messages", { cursor: "x" })).rejects.toMatchObject({ code: "input-invalid" });
});

it("pages through a search and a conversation", async () => {
  await using t = await createMailHost({ config: withBodies });
  for (let number = 0; number < 5; number++) deliverToAda(t, { subject: `Boat ${number}` });
  const pages = await subjectsOfPages(t, { search: "boat", maxItems: 2 });
  expect(pages.map(({ length }) => length)).toEqual([2, 2, 1]);
  expect(new Set(pages.flat()).size).toBe(5);
  await t.advance("30s");
  const { id, conversationId } = shownMessages(t)[0];
  for (let number = 0; number < 2; number++) {
    await t.advance("1m");
    await callService(t, "reply", { id, text: "Yes" });
  }
  expect((await subjectsOfPages(t, { conversation: conversationId, maxItems: 2 })).map(({ length }) => length)).toEqual([2, 1]);
  expect((await subjectsOfPages(t, { conversation: conversationId, folder: "inbox" })).flat()).toHaveLength(1);
});

it.each([{ search: "boat" }, { conversation: true }])(
  "skips no message of %j when some of an earlier page were moved meanwhile",
  async (query) => {
    await using t = await createMailHost({ config: withBodies });
    deliverToAda(t, { subject: "Boat 0" });
    await t.advance("61s");
    const { id, conversationId } = shownMessages(t)[0];
    for (let number = 1; number < 5; number++) {
      await t.advance("1m");
      if ("conversation" in query) await callService(t, "reply", { id, text: "Yes" });
      else deliverToAda(t, { subject: `Boat ${number}` });
    }
    const where = "conversation" in query ? { conversation: conversationId } : query;
    const first = await callService(t, "list-messages", { ...where, maxItems: 2 });
    await callService(t, "remove", { ids: first.messages.map(({ id }: { id: string }) => id), permanently: true });
    const second = await callService(t, "list-messages", { ...where, maxItems: 10, cursor: first.cursor });
    expect([first.messages.length, second.messages.length]).toEqual([2, 3]);
  },
);

it("list-messages: a date is its midnight in the account's time zone", async () => {
  await using t = await createMailHost({ account: { timeZone: "America/New_York" } });
  // 21:00 of March 2 in New York.
  await t.clock.advance(Date.parse("2026-03-03T02:00:00Z") - t.clock.now().getTime());
  deliverToAda(t, { subject: "evening" });
  await t.clock.advance(6 * 3_600_000);
  deliverToAda(t, { subject: "night" });
  const list = async (input: object) => (await subjectsOfPages(t, { ...input })).flat();
  expect(await list({ newerThan: "2026-03-03" })).toEqual(["night"]);
  expect(await list({ olderThan: "2026-03-03" })).toEqual(["evening"]);
  expect(await list({ newerThan: "2026-03-03T01:00" })).toEqual(["night"]);
  expect(await list({ newerThan: "2026-03-03T01:00Z" })).toEqual(["night", "evening"]);
  expect(await callService(t, "mark", { where: { olderThan: "2026-03-03" }, read: true })).toEqual({ count: 1 });
});

it("changes nothing more after a failure was reported, and says how much it had changed", async () => {
  await using t = await createMailHost();
  const ids = Array.from({ length: 30 }, (_, number) => deliverToAda(t, { subject: `${number}` }));
  t.emulator.control.faults.add({ path: `/me/messages/${ids[5]}`, method: "PATCH", status: 403, count: 1 });
  const failed = await callService(t, "mark", { ids, read: true }).catch((error) => error);
  const sent = requestCounts(t)["PATCH /me/messages/{message}"]!;
  expect(sent).toBeLessThan(12);
  expect(failed.message).toMatch(new RegExp(`Before that, the call wrote ${sent} items\\.$`));
  await t.advance("1m");
  expect(requestCounts(t)["PATCH /me/messages/{message}"]).toBe(sent);
});

it("says that a search finds no more than a thousand messages, instead of asking for the same call again", async () => {
  await using t = await createMailHost({ config: withBodies });
  mailControl(t).addMany(ada, "inbox", 1_001);
  for (const { id } of mailControl(t).messages(ada, "inbox")) mailControl(t).changeMessage(ada, id, { isRead: true });
  expect(await callService(t, "mark", { where: { search: "report" }, read: true })).toEqual({ count: 0, searchLimit: true });
});

it("shows what a call would change or send, and to whom, and changes nothing", async () => {
  await using t = await createMailHost({ config: withBodies });
  const ids = Array.from({ length: 12 }, (_, number) => deliverToAda(t, { subject: `Offer ${number}`, from: "shop@shop.example" }));
  const draft = await callService(t, "create-draft", {
    subject: "Lunch",
    to: "Bob <bob@contoso.example>",
    cc: "c@x.example",
    bcc: "d@y.example",
  });
  const preview = (service: string, input: object) => t.account.preview(`email/${service}`, { ...input });
  expect(await preview("send-draft", { id: draft.id })).toMatchObject({
    items: ["Lunch"],
    people: ["Bob <bob@contoso.example>", "c@x.example", "d@y.example"],
    reachesUnknown: false,
  });
  const removed = await preview("remove", { where: { from: "@shop.example" } });
  expect(removed).toMatchObject({ count: 12, reachesOthers: false, people: [] });
  expect(removed.items).toHaveLength(10);
  expect(removed.items[0]).toMatch(/^shop@shop\.example: Offer \d+$/);
  expect(await preview("move", { ids, folder: "archive" })).toMatchObject({ count: 12, items: expect.arrayContaining(["Offer 3"]) });
  expect(await preview("mark", { where: { unread: true, from: "@shop.example" }, read: true })).toMatchObject({ count: 12 });
  expect(await preview("reply", { id: ids[0], text: "x" })).toMatchObject({ items: ["Offer 0"], people: ["shop@shop.example"] });
  expect(await preview("forward", { id: ids[0], to: "bob@contoso.example" })).toMatchObject({ people: ["bob@contoso.example"] });
  expect(await preview("reply", { id: ids[0], text: "x", draft: true })).toMatchObject({ reachesOthers: false, people: [] });
  await expect(preview("send-draft", { id: "x".repeat(80) })).rejects.toMatchObject({ code: "graph-not-found" });
  expect(await subjectsOfPages(t, { folder: "inbox", maxItems: 20 })).toEqual([expect.arrayContaining(["Offer 0"])]);
});

it("shows everybody whom a reply to all reaches", async () => {
  await using t = await createMailHost();
  const id = deliverToAda(t, { subject: "Plan", from: "eve@x.example", to: [ada, "bob@contoso.example"], cc: ["c@y.example"] } as never);
  const { people } = await t.account.preview("email/reply-all", { id, text: "x" });
  expect(people.map((person) => /[^\s<>]+@[^\s<>]+/.exec(person)![0])).toEqual(["eve@x.example", "bob@contoso.example", "c@y.example"]);
});

it("list-messages: lists what is older than an age or a date", async () => {
  await using t = await createMailHost();
  deliverToAda(t, { subject: "old" });
  await t.clock.advance(2 * 86_400_000);
  deliverToAda(t, { subject: "new" });
  const list = async (input: object) => (await subjectsOfPages(t, { ...input })).flat();
  expect(await list({ olderThan: "1d" })).toEqual(["old"]);
  expect(await list({ olderThan: "2026-03-02T08:00:00Z" })).toEqual([]);
  expect(await list({ newerThan: "1d" })).toEqual(["new"]);
  expect(await list({ newerThan: "3d", olderThan: "1d" })).toEqual(["old"]);
  await expect(list({ olderThan: "yesterday" })).rejects.toMatchObject({ code: "input-invalid" });
});

it("list-messages: returns the fields that are asked for, and links only then", async () => {
  await using t = await createMailHost();
  deliverToAda(t);
  const fieldsOf = async (fields?: string[]) =>
    Object.keys((await callService(t, "list-messages", { ...(fields && { fields }) })).messages[0]).toSorted();
  expect(await fieldsOf()).not.toContain("webLink");
  expect(await fieldsOf(["subject", "webLink"])).toEqual(["id", "subject", "webLink"]);
  await expect(fieldsOf(["title"])).rejects.toMatchObject({ code: "input-invalid", message: expect.stringContaining("receivedDateTime") });
});

it("moves, marks and removes all that match, says how many, and whether there are more", async () => {
  await using t = await createMailHost();
  for (let number = 0; number < 5; number++) deliverToAda(t, { subject: `Offer ${number}`, from: "shop@shop.example" });
  deliverToAda(t, { subject: "Letter" });
  mailControl(t).addFolder(ada, "Offers", "inbox");
  const where = { from: "@shop.example" };
  expect(await callService(t, "mark", { where, read: true, maxItems: 3 })).toEqual({ count: 3, more: true });
  const sent = requestCounts(t)["PATCH /me/messages/{message}"];
  expect(await callService(t, "mark", { where, read: true })).toEqual({ count: 2 });
  // What is marked already is not marked again.
  expect(await callService(t, "mark", { where, read: true })).toEqual({ count: 0 });
  expect([sent, requestCounts(t)["PATCH /me/messages/{message}"]]).toEqual([3, 5]);
  expect(await callService(t, "move", { where, folder: "Inbox/Offers", maxItems: 4 })).toEqual({ count: 4, more: true });
  expect(await callService(t, "move", { where, folder: "Inbox/Offers" })).toEqual({ count: 1 });
  expect(await callService(t, "remove", { where: { folder: "Inbox/Offers", subjectIs: "Offer 1" } })).toEqual({ count: 1 });
  expect(await callService(t, "remove", { where: { folder: "Inbox/Offers" }, permanently: true })).toEqual({ count: 4 });
  expect(await subjectsOfPages(t, {})).toEqual([["Letter"]]);
});

it.each<[what: string, service: string, input: object]>([
  ["both IDs and conditions", "move", { ids: "x", where: { unread: true }, folder: "archive" }],
  ["neither", "remove", {}],
  ["no condition", "remove", { where: {} }],
  ["an unknown condition", "remove", { where: { sender: "x" } }],
  ["the folder where messages are", "move", { where: { folder: "archive" }, folder: "Archive" }],
  ["Deleted Items, to which they would go", "remove", { where: { folder: "deleteditems" } }],
])("refuses %s", async (_, service, input) => {
  await using t = await createMailHost();
  deliverToAda(t);
  await expect(callService(t, service, { ...input })).rejects.toMatchObject({ code: "input-invalid" });
});
