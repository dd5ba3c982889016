import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ada, call, calls, deliver, mailHost, mailOf, shown, state, subjects } from "../email.fixture.ts";

const folders = (t: Parameters<typeof mailOf>[0]) =>
  Object.fromEntries(
    mailOf(t)
      .folders(ada)
      .map(({ displayName, messages }) => [displayName, messages]),
  );
const reading = { sensors: [{ name: "Inbox", body: "text" }] };

describe("acting on messages (O#245)", () => {
  it("mark: read, flag with a day, categories; one or many; the sensor follows at once", async () => {
    await using t = await mailHost();
    for (let number = 0; number < 12; number++) deliver(t, { subject: `${number}` });
    await t.advance("30s");
    const ids = shown(t).map(({ id }) => id);
    await call(t, "mark", { ids, read: true });
    expect(state(t)).toBe(0);
    await call(t, "mark", { ids: ids[0], flag: "flagged", flagDue: "2026-03-09", categories: ["Blue", "Red"] });
    expect(shown(t)[0]).toMatchObject({ flag: "flagged", flagDue: "2026-03-09", categories: ["Blue", "Red"], isRead: true });
    await call(t, "mark", { ids: ids[0], flag: "none", categories: [], read: false });
    expect(shown(t)[0]).toMatchObject({ flag: "none", categories: [], isRead: false });
    expect(shown(t)[0]).not.toHaveProperty("flagDue");
    await expect(call(t, "mark", { ids: ids[0] })).rejects.toMatchObject({ code: "input-invalid" });
  });

  it("move: to a folder by path, well-known name or id; the id stays", async () => {
    await using t = await mailHost({ config: { sensors: [{ name: "Inbox" }, { name: "Bills", folder: "Inbox/Bills" }] }, signedOut: true });
    mailOf(t).addFolder(ada, "Bills", "inbox");
    await t.signIn();
    deliver(t);
    await t.advance("30s");
    const { id } = shown(t)[0];
    await call(t, "move", { ids: id, folder: "Inbox/Bills" });
    expect([state(t), state(t, "bills")]).toEqual([0, 1]);
    expect(shown(t, "bills")[0].id).toBe(id);
    await call(t, "move", { ids: [id], folder: "Archive" });
    expect(state(t, "bills")).toBe(0);
    await expect(call(t, "move", { ids: id, folder: "No/Such" })).rejects.toMatchObject({ code: "input-invalid" });
  });

  it("remove: to Deleted Items, or for good, and twice is the same as once", async () => {
    await using t = await mailHost();
    deliver(t, { subject: "1" });
    deliver(t, { subject: "2" });
    await t.advance("30s");
    const [second, first] = shown(t)
      .map(({ id }) => id)
      .sort();
    await call(t, "remove", { ids: first });
    await call(t, "remove", { ids: first });
    expect(folders(t)).toMatchObject({ Inbox: 1, "Deleted Items": 1 });
    await call(t, "remove", { ids: [first, second], permanently: true });
    await call(t, "remove", { ids: [first, second], permanently: true });
    expect(folders(t)).toMatchObject({ Inbox: 0, "Deleted Items": 0 });
    expect(state(t)).toBe(0);
  });

  it("list-messages: any folder, any filter, apostrophes and all; says when there is more", async () => {
    await using t = await mailHost({ config: reading });
    mailOf(t).addMany(ada, "archive", 600);
    deliver(t, { subject: 'It\'s "here" & now', html: "<p>Body's text</p>" });
    deliver(t, { subject: "Other" });
    const list = async (input: object) => (await call(t, "list-messages", input as never)).messages.map(({ subject }: any) => subject);
    expect(await list({ subjectIs: 'it\'s "here" & now' })).toHaveLength(1);
    expect(await list({ subjectContains: "it's" })).toHaveLength(1);
    expect(await list({ bodyContains: "Body's" })).toEqual(['It\'s "here" & now']);
    expect(await list({ search: 'subject:"here" OR nothing' })).toEqual(['It\'s "here" & now']);
    expect(await list({ folder: "archive", from: "Ada Reed", unread: true, maxItems: 1000 })).toHaveLength(40);
    expect(await list({ newerThan: "1h", hasAttachments: false, importance: "normal" })).toHaveLength(2);
    const page = await call(t, "list-messages", { folder: "archive", maxItems: 3, body: "text" });
    expect(page).toMatchObject({ truncated: true, messages: [{ subject: "Report 1", body: "Report number 1." }, {}, {}] });
  });

  it("get-message: with text unless told otherwise, and no more than the permissions give", async () => {
    await using t = await mailHost({ config: reading });
    deliver(t, { html: "<p>Hello<br>you</p>", attachments: [{ name: "a.txt", content: "x" }] });
    await t.advance("30s");
    const { id } = shown(t)[0];
    expect(await call(t, "get-message", { id })).toMatchObject({ id, subject: "News", body: "Hello\nyou" });
    expect(await call(t, "get-message", { id, body: "html", attachments: true })).toMatchObject({
      body: "<p>Hello<br />you</p>",
      attachments: ["a.txt"],
    });
    await using basic = await mailHost();
    deliver(basic);
    await basic.advance("30s");
    expect(await call(basic, "get-message", { id: shown(basic)[0].id })).not.toHaveProperty("body");
    for (const [service, input] of [
      ["get-message", { id, body: "text" }],
      ["list-messages", { search: "x" }],
      ["list-messages", { preview: true }],
    ] as const)
      await expect(call(basic, service, input)).rejects.toMatchObject({ code: "service-refused" });
  });

  it("save-attachments: all kinds, under safe names, never over another file (M v0.2.0)", async () => {
    const folder = await mkdtemp(join(tmpdir(), "casement-mail-"));
    await using t = await mailHost({ config: reading, host: { files: { write: [folder] } } });
    deliver(t, {
      attachments: [
        { name: "../../evil.txt", content: "one" },
        { name: "evil.txt", content: "two" },
        { name: "p.png", content: "x", contentId: "p" },
      ],
    });
    await t.advance("30s");
    const { id } = shown(t)[0];
    const item = {
      "@odata.type": "#microsoft.graph.itemAttachment",
      name: "A mail",
      item: { "@odata.type": "#microsoft.graph.message", subject: "Inner" },
    };
    mailOf(t).addAttachmentOf(ada, id, item);
    mailOf(t).addAttachmentOf(ada, id, { "@odata.type": "#microsoft.graph.referenceAttachment", name: "Link" });
    const saved = await call(t, "save-attachments", { id });
    expect(saved.skipped).toEqual(["Link"]);
    expect(saved.files.map(({ path }: any) => path)).toEqual(["evil.txt", "evil-2.txt", "A mail.eml"].map((name) => join(folder, name)));
    expect(await readFile(join(folder, "evil.txt"), "utf8")).toBe("one");
    expect(await readFile(join(folder, "A mail.eml"), "utf8")).toContain("Subject: Inner");
    const named = await call(t, "save-attachments", { id, names: ["p.png"], inlineAttachments: true, folder: "sub" });
    expect(named.files).toMatchObject([{ name: "p.png", path: join(folder, "sub", "p.png"), size: 1 }]);
    await expect(call(t, "save-attachments", { id, folder: "../out" })).rejects.toMatchObject({ code: "file-refused" });
    await rm(folder, { recursive: true });
  });

  it("nothing is asked of Graph for a folder that no sensor shows", async () => {
    await using t = await mailHost({ config: { sensors: [] } });
    deliver(t);
    await t.advance("10m");
    expect(calls(t)).toEqual({});
    expect(await call(t, "list-messages", {})).toMatchObject({ messages: [{ subject: "News" }] });
    expect(subjects).toBeDefined();
  });
});
