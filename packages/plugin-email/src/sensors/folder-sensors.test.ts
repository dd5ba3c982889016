import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import { describe, expect, it } from "vitest";
import {
  ada,
  createMailHost,
  deliverToAda,
  mailControl,
  requestCounts,
  shownMessages,
  shownSubjects,
  stateOf,
} from "../../test/email.fixture.ts";

const sensors = (...list: object[]) => ({ config: { sensors: list } });

describe("counting", () => {
  it("the state is the number of unread messages in the whole folder, not of the listed ones", async () => {
    await using t = await createMailHost({ ...sensors({ name: "Inbox", maxItems: 5 }), signedOut: true });
    mailControl(t).addMany(ada, "inbox", 450);
    await t.signIn();
    expect(stateOf(t)).toBe(150);
    expect(t.sensor("email/inbox").attributes).toMatchObject({ total: 450, unread: 150, truncated: true });
    expect(shownMessages(t)).toHaveLength(5);
    expect(shownSubjects(t)).toEqual(["Report 1", "Report 2", "Report 3", "Report 4", "Report 5"]);
  });

  it("several sensors on one folder, whatever name they use for it, cost one sync", async () => {
    await using t = await createMailHost(
      sensors({ name: "All" }, { name: "From Eve", folder: "Inbox", from: "eve@elsewhere.example" }, { name: "Flagged", flagged: true }),
    );
    deliverToAda(t);
    deliverToAda(t, { from: "bob@elsewhere.example" });
    t.emulator.control.counters.reset();
    await t.advance("30s");
    expect([stateOf(t, "all"), stateOf(t, "from-eve"), stateOf(t, "flagged")]).toEqual([2, 1, 0]);
    expect(requestCounts(t)["GET /me/mailFolders/{folder}/messages/delta"]).toBe(1);
  });

  it("an unchanged folder costs one delta request per round and nothing else", async () => {
    await using t = await createMailHost(sensors({ name: "Inbox", body: "text", attachments: true, search: "hello" }));
    deliverToAda(t);
    await t.advance("5m");
    t.emulator.control.counters.reset();
    await t.advance("10m");
    expect(requestCounts(t)).toEqual({ "GET /me/mailFolders/{folder}/messages/delta": 20 });
  });

  it("messages that are read, moved or deleted elsewhere change the sensor", async () => {
    await using t = await createMailHost({ config: { sensors: [{ name: "Inbox" }, { name: "Archive", folder: "archive" }] } });
    const ids = [deliverToAda(t, { subject: "1" }), deliverToAda(t, { subject: "2" }), deliverToAda(t, { subject: "3" })];
    await t.advance("30s");
    expect(stateOf(t)).toBe(3);
    mailControl(t).changeMessage(ada, ids[0]!, { isRead: true, categories: ["Blue"] });
    mailControl(t).moveMessage(ada, ids[1]!, "archive");
    mailControl(t).removeMessage(ada, ids[2]!);
    await t.advance("30s");
    expect([stateOf(t), stateOf(t, "archive")]).toEqual([0, 1]);
    expect(shownMessages(t)).toMatchObject([{ subject: "1", isRead: true, categories: ["Blue"] }]);
  });
});

describe("filters", () => {
  const filters: [name: string, filter: object, expected: string[]][] = [
    ["unread", { unread: true }, ["Isn't it?", "A report"]],
    ["read", { unread: false }, ["Re: a REPORT"]],
    ["an address", { from: "EVE@elsewhere.example" }, ["Isn't it?", "A report"]],
    ["a domain", { from: "@friends.example" }, ["Re: a REPORT"]],
    ["part of a sender's name", { from: "o'hara" }, ["Re: a REPORT"]],
    ["any of several senders", { from: ["o'hara", "eve@elsewhere.example"] }, ["Isn't it?", "Re: a REPORT", "A report"]],
    ["a recipient", { to: "team@contoso.example" }, ["A report"]],
    ["an apostrophe in the subject", { subjectContains: "n't" }, ["Isn't it?"]],
    ["part of the subject in any case", { subjectContains: "report" }, ["Re: a REPORT", "A report"]],
    ["the whole subject", { subjectIs: "a report" }, ["A report"]],
    ["attachments", { hasAttachments: true }, ["A report"]],
    ["importance", { importance: "high" }, ["Isn't it?"]],
    ["flags", { flagged: true }, ["Re: a REPORT"]],
    ["a category", { category: "blue" }, ["Re: a REPORT"]],
    ["all of it together", { unread: true, from: "Eve", subjectContains: ["report", "invoice"] }, ["A report"]],
  ];
  it("are exact and cost no request", async () => {
    const list = filters.map(([, filter], index) => ({ name: `s${index}`, ...filter }));
    await using t = await createMailHost(sensors(...list));
    deliverToAda(t, { subject: "A report", cc: "team@contoso.example", attachments: [{ name: "a.txt", content: "x" }] });
    await t.advance("1s");
    const id = deliverToAda(t, { from: "Pat O'Hara <pat@friends.example>", subject: "Re: a REPORT" });
    mailControl(t).changeMessage(ada, id, { isRead: true, flag: { flagStatus: "flagged" }, categories: ["Blue"] });
    await t.advance("1s");
    deliverToAda(t, { subject: "Isn't it?", importance: "high" });
    await t.advance("30s");
    const seen = filters.map(([name], index) => [name, shownSubjects(t, `s${index}`)]);
    expect(seen).toEqual(filters.map(([name, , expected]) => [name, expected]));
    expect(requestCounts(t)["GET /me/mailFolders/{folder}/messages"]).toBeUndefined();
  });

  it("by age take effect to the second, without a request", async () => {
    await using t = await createMailHost({ ...sensors({ name: "New", newerThan: "1h" }), signedOut: true });
    mailControl(t).addMessage(ada, "inbox", { subject: "Old", receivedDateTime: "2026-03-02T06:59:00Z" });
    mailControl(t).addMessage(ada, "inbox", { subject: "Fresh", receivedDateTime: "2026-03-02T07:30:00Z" });
    await t.signIn();
    expect(shownSubjects(t, "new")).toEqual(["Fresh"]);
    t.emulator.control.faults.add({ status: 403 });
    await t.advance("31m");
    expect([stateOf(t, "new"), t.sensor("email/new").attributes.total]).toEqual([0, 0]);
  });
});

describe("contents", () => {
  it("include ids, conversation, web link, recipients, flag and categories", async () => {
    await using t = await createMailHost();
    const id = deliverToAda(t, { cc: "Cy <cy@elsewhere.example>", replyTo: "desk@elsewhere.example" });
    mailControl(t).changeMessage(ada, id, {
      flag: {
        flagStatus: "flagged",
        startDateTime: { dateTime: "2026-03-05T00:00:00", timeZone: "UTC" },
        dueDateTime: { dateTime: "2026-03-06T00:00:00", timeZone: "UTC" },
      },
    });
    await t.advance("30s");
    expect(shownMessages(t)).toEqual([
      {
        id: expect.any(String),
        conversationId: expect.any(String),
        webLink: expect.stringContaining("https://"),
        subject: "News",
        from: { name: "Eve Holm", address: "eve@elsewhere.example" },
        to: ["Ada Byron <ada@contoso.example>"],
        cc: ["Cy <cy@elsewhere.example>"],
        replyTo: ["desk@elsewhere.example"],
        receivedDateTime: "2026-03-02T08:00:10Z",
        isRead: false,
        hasAttachments: false,
        importance: "normal",
        flag: "flagged",
        flagDue: "2026-03-06",
        categories: [],
      },
    ]);
  });

  it("include the names of attachments, which are read once without their content; pictures in the text do not count", async () => {
    await using t = await createMailHost(
      sensors({ name: "Inbox", attachments: true }, { name: "With pictures", attachments: true, inlineAttachments: true }),
    );
    const content = "x".repeat(200_000);
    deliverToAda(t, {
      html: '<p>Look <img src="cid:p"></p>',
      attachments: [
        { name: "report.pdf", content },
        { name: "p.png", content, contentId: "p" },
      ],
    });
    deliverToAda(t, { html: '<p>Look <img src="cid:p"></p>', attachments: [{ name: "p.png", content, contentId: "p" }] });
    await t.advance("2m");
    const bytes = t.emulator.control.counters.report().bytes;
    expect(shownMessages(t).map(({ attachments, hasAttachments }) => [attachments, hasAttachments])).toEqual(
      expect.arrayContaining([
        [["report.pdf"], true],
        [[], false],
      ]),
    );
    expect(shownMessages(t, "with-pictures").map(({ attachments }) => attachments)).toEqual(
      expect.arrayContaining([["report.pdf", "p.png"], ["p.png"]]),
    );
    expect(bytes).toBeLessThan(100_000);
  });

  it("are readable text, or sanitized HTML", async () => {
    await using t = await createMailHost(sensors({ name: "Text", body: "text", preview: true }, { name: "Html", body: "html" }));
    deliverToAda(t, {
      html: '<p onclick="x()">Hello<br>you</p><script>alert(1)</script><ul><li>milk</li></ul><img src="https://spy.example/x">',
    });
    await t.advance("30s");
    expect(shownMessages(t, "text")[0].body).toBe("Hello\nyou\n- milk");
    expect(shownMessages(t, "text")[0].preview).toContain("Hello");
    expect(shownMessages(t, "html")[0].body).toContain("<p>Hello<br />you</p>");
    expect(shownMessages(t, "html")[0].body).not.toMatch(/script|onclick|img|spy/);
    expect(shownMessages(t, "html")[0]).not.toHaveProperty("preview");
  });

  it("truncate a very long body", async () => {
    await using t = await createMailHost(sensors({ name: "Inbox", body: "text" }));
    deliverToAda(t, { text: "word ".repeat(10_000) });
    await t.advance("30s");
    expect(shownMessages(t)[0].body).toHaveLength(20_000);
    expect(shownMessages(t)[0].bodyTruncated).toBe(true);
  });

  it("are absent, not empty, and are not read when no sensor needs them", async () => {
    await using t = await createMailHost();
    deliverToAda(t);
    await t.advance("30s");
    for (const name of ["body", "preview", "attachments"]) expect(shownMessages(t)[0]).not.toHaveProperty(name);
    expect((await t.account.scopes()).requested).not.toContain("Mail.Read");
  });

  it("are read again only when a change is more than isRead", async () => {
    await using t = await createMailHost(sensors({ name: "Inbox", body: "text" }));
    const id = deliverToAda(t);
    await t.advance("30s");
    t.emulator.control.counters.reset();
    mailControl(t).changeMessage(ada, id, { isRead: true });
    await t.advance("30s");
    expect(requestCounts(t)["GET /me/messages/{message}"]).toBeUndefined();
    mailControl(t).changeMessage(ada, id, { flag: { flagStatus: "complete" } });
    await t.advance("30s");
    expect(requestCounts(t)["GET /me/messages/{message}"]).toBe(1);
    expect(shownMessages(t)[0]).toMatchObject({ isRead: true, flag: "complete", body: "Hello" });
  });

  it("of many messages are read with one list request, and of a message that moves up with one request", async () => {
    await using t = await createMailHost({ ...sensors({ name: "Inbox", body: "text", maxItems: 30 }), signedOut: true });
    mailControl(t).addMany(ada, "inbox", 100);
    await t.signIn();
    expect(shownMessages(t).every(({ body }) => body.startsWith("Report number"))).toBe(true);
    expect(requestCounts(t)).toMatchObject({ "GET /me/mailFolders/{folder}/messages": 1 });
    expect(requestCounts(t)["GET /me/messages/{message}"]).toBeUndefined();
    mailControl(t).removeMessage(ada, shownMessages(t)[3].id);
    await t.advance("30s");
    expect(shownMessages(t)).toHaveLength(30);
    expect(shownMessages(t).at(-1)).toMatchObject({ subject: "Report 31", body: "Report number 31." });
    expect(requestCounts(t)["GET /me/messages/{message}"]).toBe(1);
  });

  it("of other messages are shown when one message cannot be read", async () => {
    await using t = await createMailHost(sensors({ name: "Inbox", body: "text" }));
    const bad = deliverToAda(t, { subject: "Bad" });
    const { id } = t.emulator.control.mail.deliver({ from: "x@x.example", to: ada, subject: "Good", text: "Fine" })[0]!;
    expect(bad).not.toBe(id);
    t.emulator.control.faults.add({ path: "/me/messages/*", status: 403, code: "ErrorAccessDenied", count: 1 });
    await t.advance("30s");
    expect(stateOf(t)).toBe(2);
    expect(shownMessages(t).filter(({ body }) => body !== undefined)).toHaveLength(1);
    await t.advance("30s");
    expect(shownMessages(t).filter(({ body }) => body !== undefined)).toHaveLength(2);
  });
});

describe("folders", () => {
  it("are found by path, by well-known name in any language, and with apostrophes and slashes in their names", async () => {
    const clock = createFakeClock();
    const emulator = createEmulator({ clock });
    const user = "uwe@contoso.example";
    emulator.directory.addTenant({ domain: "contoso.example" });
    emulator.directory.addUser({ userPrincipalName: user, displayName: "Uwe", locale: "de-DE" });
    const { mail } = emulator.control;
    const bills = mail.addFolder(user, "Bills", "inbox");
    const year = mail.addFolder(user, "2026", bills);
    const odd = mail.addFolder(user, "Ben's / Ada's");
    for (const [folder, count] of [
      [year, 1],
      [bills, 2],
      [odd, 3],
    ] as const)
      mail.addMany(user, folder, count);
    mail.addMany(user, "deleteditems", 4);
    const paths = ["Inbox/Bills/2026", "posteingang/bills", "Ben's / Ada's", "Gelöschte Elemente", "Deleted Items", "No/Such"];
    const list = paths.map((folder, index) => ({ name: `s${index}`, folder }));
    await using t = await createMailHost({ ...sensors(...list), user, clock, emulator });
    const totals = list.slice(0, 5).map(({ name }) => t.sensor(`email/${name}`).attributes.total);
    expect(totals).toEqual([1, 2, 3, 4, 4]);
    expect(() => t.sensor("email/s5")).toThrow();
    expect(t.log.join("\n")).toContain("sensors.5.folder: there is no such folder");
  });

  it("that cannot be looked up do not affect the others", async () => {
    await using t = await createMailHost({ ...sensors({ name: "Inbox" }, { name: "Archive", folder: "archive" }) });
    t.emulator.control.faults.add({ path: "/me/mailFolders/archive", status: 403 });
    await t.account.rescan().catch(() => {});
    deliverToAda(t);
    await t.advance("2m");
    expect(stateOf(t)).toBe(1);
    expect(t.sensor("email/archive").gone).toBe(false);
  });
});
