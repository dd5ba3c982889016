import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDays, localDate, startOfDay, toInstant } from "@casement/graph-time";
import { describe, expect, it } from "vitest";
import {
  ada,
  callService,
  createMailHost,
  deliverToAda,
  mailControl,
  requestCounts,
  shownMessages,
  stateOf,
} from "../../test/email.fixture.ts";

const folders = (t: Parameters<typeof mailControl>[0]) =>
  Object.fromEntries(
    mailControl(t)
      .folders(ada)
      .map(({ displayName, messages }) => [displayName, messages]),
  );
const withBodies = { sensors: [{ name: "Inbox", body: "text" }] };

describe("services for messages", () => {
  it("mark: sets isRead, flag with due date, and categories of one or more messages, and refreshes the sensor", async () => {
    await using t = await createMailHost();
    for (let number = 0; number < 12; number++) deliverToAda(t, { subject: `${number}` });
    await t.advance("30s");
    const ids = shownMessages(t).map(({ id }) => id);
    await callService(t, "mark", { ids, read: true });
    expect(stateOf(t)).toBe(0);
    await callService(t, "mark", { ids: ids[0], flag: "flagged", flagDue: "2026-03-09", categories: ["Blue", "Red"] });
    expect(shownMessages(t)[0]).toMatchObject({ flag: "flagged", flagDue: "2026-03-09", categories: ["Blue", "Red"], isRead: true });
    await callService(t, "mark", { ids: ids[0], flag: "none", categories: [], read: false });
    expect(shownMessages(t)[0]).toMatchObject({ flag: "none", categories: [], isRead: false });
    expect(shownMessages(t)[0]).not.toHaveProperty("flagDue");
    await callService(t, "mark", { ids: ids[0], flag: "flagged", flagDue: "tomorrow" });
    expect(shownMessages(t)[0].flagDue).toBe(addDays(localDate(t.clock.now(), "Europe/Berlin"), 1));
    await expect(callService(t, "mark", { ids: ids[0] })).rejects.toMatchObject({ code: "input-invalid" });
  });

  it.each(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"])(
    "mark: a flag is due on its day in %s, as Outlook and To Do write it",
    async (timeZone) => {
      await using t = await createMailHost({ account: { timeZone } });
      deliverToAda(t);
      await t.advance("30s");
      const [{ id }] = shownMessages(t);
      for (const day of ["2026-03-09", "2026-03-29", "2026-04-05", "2026-10-25", "2026-11-01"]) {
        await callService(t, "mark", { ids: id, flag: "flagged", flagDue: day });
        expect(shownMessages(t)[0].flagDue).toBe(day);
        const token = await t.emulator.control.tokens.issue(ada, ["Mail.Read"]);
        const response = await t.emulator.fetch(`https://graph.microsoft.com/v1.0/me/messages/${id}?$select=flag`, {
          headers: { Authorization: `Bearer ${token}`, Prefer: 'IdType="ImmutableId"' },
        });
        const { flag } = (await response.json()) as any;
        expect(toInstant(flag.dueDateTime)).toEqual(startOfDay(day, timeZone));
        expect(flag.startDateTime).toEqual(flag.dueDateTime);
      }
    },
  );

  it("shows the day of a flag that another program set at midnight of Berlin", async () => {
    await using t = await createMailHost();
    const midnight = { dateTime: "2026-03-04T23:00:00.0000000", timeZone: "UTC" };
    const id = deliverToAda(t);
    mailControl(t).changeMessage(ada, id, { flag: { flagStatus: "flagged", startDateTime: midnight, dueDateTime: midnight } });
    await t.advance("30s");
    expect(shownMessages(t)[0].flagDue).toBe("2026-03-05");
  });

  it("move: accepts a folder path or well-known name; the message keeps its id", async () => {
    await using t = await createMailHost({
      config: { sensors: [{ name: "Inbox" }, { name: "Bills", folder: "Inbox/Bills" }] },
      signedOut: true,
    });
    mailControl(t).addFolder(ada, "Bills", "inbox");
    await t.signIn();
    deliverToAda(t);
    await t.advance("30s");
    const { id } = shownMessages(t)[0];
    await callService(t, "move", { ids: id, folder: "Inbox/Bills" });
    expect([stateOf(t), stateOf(t, "bills")]).toEqual([0, 1]);
    expect(shownMessages(t, "bills")[0].id).toBe(id);
    await callService(t, "move", { ids: [id], folder: "Archive" });
    expect(stateOf(t, "bills")).toBe(0);
    await expect(callService(t, "move", { ids: id, folder: "No/Such" })).rejects.toMatchObject({ code: "input-invalid" });
  });

  it("remove: moves to Deleted Items or deletes permanently, and can be repeated", async () => {
    await using t = await createMailHost();
    deliverToAda(t, { subject: "1" });
    deliverToAda(t, { subject: "2" });
    await t.advance("30s");
    const [second, first] = shownMessages(t)
      .map(({ id }) => id)
      .sort();
    await callService(t, "remove", { ids: first });
    await callService(t, "remove", { ids: first });
    expect(folders(t)).toMatchObject({ Inbox: 1, "Deleted Items": 1 });
    await callService(t, "remove", { ids: [first, second], permanently: true });
    await callService(t, "remove", { ids: "typed wrongly", permanently: true });
    await expect(callService(t, "mark", { ids: "typed wrongly", read: true })).rejects.toMatchObject({ code: "graph-not-found" });
    await callService(t, "remove", { ids: [first, second], permanently: true });
    expect(folders(t)).toMatchObject({ Inbox: 0, "Deleted Items": 0 });
    expect(stateOf(t)).toBe(0);
  });

  it("list-messages: supports any folder and filter, also with apostrophes, and reports when there are more", async () => {
    await using t = await createMailHost({ config: withBodies });
    mailControl(t).addMany(ada, "archive", 600);
    deliverToAda(t, { subject: 'It\'s "here" & now', html: "<p>Body's text</p>" });
    deliverToAda(t, { subject: "Other" });
    const list = async (input: object) =>
      (await callService(t, "list-messages", input as never)).messages.map(({ subject }: any) => subject);
    expect(await list({ subjectIs: 'it\'s "here" & now' })).toHaveLength(1);
    expect(await list({ subjectContains: "it's" })).toHaveLength(1);
    expect(await list({ bodyContains: "Body's" })).toEqual(['It\'s "here" & now']);
    expect(await list({ search: 'subject:"here" OR nothing' })).toEqual(['It\'s "here" & now']);
    expect(await list({ folder: "archive", from: "Ada Reed", unread: true, maxItems: 1000 })).toHaveLength(40);
    expect(await list({ newerThan: "1h", hasAttachments: false, importance: "normal" })).toHaveLength(2);
    const page = await callService(t, "list-messages", { folder: "archive", maxItems: 3, body: "text" });
    expect(page).toMatchObject({ truncated: true, messages: [{ subject: "Report 1", body: "Report number 1." }, {}, {}] });
  });

  it("get-message: returns the text by default, and only what the permissions include", async () => {
    await using t = await createMailHost({ config: withBodies });
    deliverToAda(t, { html: "<p>Hello<br>you</p>", attachments: [{ name: "a.txt", content: "x" }] });
    await t.advance("30s");
    const { id } = shownMessages(t)[0];
    expect(await callService(t, "get-message", { id })).toMatchObject({ id, subject: "News", body: "Hello\nyou" });
    expect(await callService(t, "get-message", { id, body: "html", attachments: true })).toMatchObject({
      body: "<p>Hello<br />you</p>",
      attachments: ["a.txt"],
    });
    await using basic = await createMailHost();
    deliverToAda(basic);
    await basic.advance("30s");
    expect(await callService(basic, "get-message", { id: shownMessages(basic)[0].id })).not.toHaveProperty("body");
    for (const [service, input] of [
      ["get-message", { id, body: "text" }],
      ["list-messages", { search: "x" }],
      ["list-messages", { preview: true }],
    ] as const)
      await expect(callService(basic, service, input)).rejects.toMatchObject({ code: "service-refused" });
  });

  it("save-attachments: saves all kinds under safe names and overwrites nothing", async () => {
    const folder = await mkdtemp(join(tmpdir(), "casement-mail-"));
    await using t = await createMailHost({ config: withBodies, host: { files: { write: [folder] } } });
    deliverToAda(t, {
      attachments: [
        { name: "../../evil.txt", content: "one" },
        { name: "evil.txt", content: "two" },
        { name: "p.png", content: "x", contentId: "p" },
      ],
    });
    await t.advance("30s");
    const { id } = shownMessages(t)[0];
    const item = {
      "@odata.type": "#microsoft.graph.itemAttachment",
      name: "A mail",
      item: { "@odata.type": "#microsoft.graph.message", subject: "Inner" },
    };
    mailControl(t).addAttachmentOf(ada, id, item);
    mailControl(t).addAttachmentOf(ada, id, { "@odata.type": "#microsoft.graph.referenceAttachment", name: "Link" });
    const saved = await callService(t, "save-attachments", { id });
    expect(saved.skipped).toEqual(["Link"]);
    expect(saved.files.map(({ path }: any) => path)).toEqual(["evil.txt", "evil-2.txt", "A mail.eml"].map((name) => join(folder, name)));
    expect(await readFile(join(folder, "evil.txt"), "utf8")).toBe("one");
    expect(await readFile(join(folder, "A mail.eml"), "utf8")).toContain("Subject: Inner");
    const named = await callService(t, "save-attachments", { id, names: ["p.png"], inlineAttachments: true, folder: "sub" });
    expect(named.files).toMatchObject([{ name: "p.png", path: join(folder, "sub", "p.png"), size: 1 }]);
    // What is asked for and is not there is said, with what is there.
    expect(await callService(t, "save-attachments", { id, names: ["zzz", "p.png"] })).toEqual({
      files: [],
      failed: [],
      skipped: [],
      notFound: ["zzz", "p.png"],
      available: ["../../evil.txt", "evil.txt", "A mail", "Link"],
    });
    await expect(callService(t, "save-attachments", { id, folder: "../out" })).rejects.toMatchObject({ code: "file-refused" });
    await rm(folder, { recursive: true });
  });

  it("save-attachments: saves names of any length and script, goes on after a failure, and says what failed", async () => {
    const folder = await mkdtemp(join(tmpdir(), "casement-mail-"));
    await using t = await createMailHost({ config: withBodies, host: { files: { write: [folder] } } });
    const names = ["1.txt", "broken.txt", `${"ж".repeat(140)}.pdf`, `${"ж".repeat(140)}.pdf`, "CON.txt", "a\u202egnp.exe", "2.txt"];
    deliverToAda(t, { attachments: names.map((name) => ({ name, content: name })) });
    await t.advance("30s");
    const [{ id }] = shownMessages(t);
    t.emulator.control.faults.add({ path: "/me/messages/*/attachments/*/$value", status: 404, count: 1 });
    const failsFirst = await callService(t, "save-attachments", { id });
    expect(failsFirst.failed).toEqual([{ name: "1.txt", reason: expect.stringContaining("404") }]);
    const shortName = `${"ж".repeat(120)}`;
    expect(failsFirst.files.map(({ path }: any) => path.slice(folder.length + 1))).toEqual([
      "broken.txt",
      `${shortName}.pdf`,
      `${shortName}-2.pdf`,
      "_CON.txt",
      "agnp.exe",
      "2.txt",
    ]);
    expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
    t.emulator.control.faults.add({ path: "/me/messages/*/attachments/*/$value", status: 404 });
    await expect(callService(t, "save-attachments", { id })).rejects.toMatchObject({ code: "graph-not-found" });
    await rm(folder, { recursive: true });
  });

  it.each(["get-message", "mark", "remove", "reply", "send-draft"])(
    "%s says that an ID is wanted, and which service lists them",
    async (service) => {
      await using t = await createMailHost();
      const input =
        service === "mark" ? { ids: "Coffee", read: true } : service === "remove" ? { ids: ["Coffee"] } : { id: "Coffee", text: "x" };
      const { text: _, ...withoutText } = { text: "", ...input };
      await expect(callService(t, service, service === "reply" ? input : withoutText)).rejects.toMatchObject({
        message: expect.stringMatching(/^ids?: must be an ID, not a name; email\/list-messages shows the IDs\./),
      });
    },
  );

  it("without sensors no request is sent until a service is called", async () => {
    await using t = await createMailHost({ config: { sensors: [] } });
    deliverToAda(t);
    await t.advance("10m");
    expect(requestCounts(t)).toEqual({});
    expect(await callService(t, "list-messages", {})).toMatchObject({ messages: [{ subject: "News" }] });
  });
});
