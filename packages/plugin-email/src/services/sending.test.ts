import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  ada,
  bob,
  callService,
  createMailHost,
  deliverToAda,
  mailControl,
  payloadsOf,
  requestCounts,
  shownMessages,
} from "../../test/email.fixture.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-mail-"));
  await writeFile(join(folder, "a.txt"), "first");
  await writeFile(join(folder, "door.png"), Buffer.from([0x89, 0x50, 0, 255, 10]));
  await writeFile(join(folder, "big.bin"), pattern(20 * 1024 * 1024));
  await writeFile(join(folder, "four.bin"), pattern(4 * 1024 * 1024));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Bytes in which missing or reordered parts are detected. */
const pattern = (size: number): Buffer => {
  const bytes = Buffer.alloc(size);
  for (let offset = 0; offset + 4 <= size; offset += 4) bytes.writeUInt32LE(Math.imul(offset, 2654435761) >>> 0, offset);
  return bytes;
};

type Host = Awaited<ReturnType<typeof createMailHost>>;
const open = (settings: Parameters<typeof createMailHost>[0] = {}) =>
  createMailHost({
    ...settings,
    config: {
      sensors: [
        { name: "Inbox", body: "text" },
        { name: "Sent", folder: "sentitems", attachments: true, inlineAttachments: true },
      ],
      ...settings.config,
    },
    host: { files: { read: [folder], write: [folder] } },
  });

/** The newest message in Sent Items as Graph holds it. */
async function lastSent(t: Host): Promise<any> {
  await t.advance("31s");
  const { id } = shownMessages(t, "sent")[0];
  return message(t, id);
}
async function message(t: Host, id: string): Promise<any> {
  const token = await t.emulator.control.tokens.issue(ada, ["Mail.Read"]);
  const response = await t.emulator.fetch(`https://graph.microsoft.com/v1.0/me/messages/${encodeURIComponent(id)}?$expand=attachments`, {
    headers: { Authorization: `Bearer ${token}`, Prefer: 'IdType="ImmutableId"' },
  });
  return response.json();
}
const addresses = (people: any[]) => people.map(({ emailAddress }) => emailAddress.address);

describe("send", () => {
  it("sends to several people, with cc, bcc, reply-to and importance", async () => {
    await using t = await open();
    const copies = { cc: ["Dee <dee@x.example>"], bcc: "eve@x.example", replyTo: "desk@x.example, help@x.example" };
    await callService(t, "send", { to: [bob, "Cy Twombly <cy@x.example>"], ...copies, subject: "Hi", text: "x", importance: "high" });
    const sent = await lastSent(t);
    expect(addresses(sent.toRecipients)).toEqual([bob, "cy@x.example"]);
    expect(sent.toRecipients[1].emailAddress.name).toBe("Cy Twombly");
    expect([addresses(sent.ccRecipients), addresses(sent.bccRecipients), addresses(sent.replyTo)]).toEqual([
      ["dee@x.example"],
      ["eve@x.example"],
      ["desk@x.example", "help@x.example"],
    ]);
    expect(sent.importance).toBe("high");
  });

  it.each<[string, string | string[], string[]]>([
    ["names before commas", "Ada Reed <ada@x.example>, Ben Ito <ben@y.example>", ["Ada Reed|ada@x.example", "Ben Ito|ben@y.example"]],
    ["quoted names", '"Reed, Ada" <ada@x.example>; Ben <ben@y.example>;', ["Reed, Ada|ada@x.example", "Ben|ben@y.example"]],
    [
      "a list",
      ["ada@x.example, Ben <ben@y.example>", '"Ito; Cy" <cy@x.example>'],
      ["ada@x.example", "Ben|ben@y.example", "Ito; Cy|cy@x.example"],
    ],
  ])("sends to everyone in %s, in every field", async (_, given, people) => {
    await using t = await open();
    for (const field of ["to", "cc", "bcc", "replyTo"]) {
      await callService(t, "send", { to: bob, [field]: given, text: "x" });
      const sent = await lastSent(t);
      const recipients = sent[field === "replyTo" ? "replyTo" : `${field}Recipients`];
      expect(recipients.map(({ emailAddress: { name, address } }: any) => (name === address ? name : `${name}|${address}`))).toEqual(
        people,
      );
    }
  });

  it.each(["ok@x.example, Reed, Ada <ada@x.example>", "ok@x.example; Ada <ada@x.example> x", ["ok@x.example", "a@x b@x"], ","])(
    "refuses %j and sends nothing",
    async (to) => {
      await using t = await open();
      await expect(callService(t, "send", { to, text: "x" })).rejects.toMatchObject({
        code: "input-invalid",
        details: { issues: [{ path: expect.stringMatching(/^to/) }] },
      });
      await expect(callService(t, "send", { to: bob, cc: to, text: "x" })).rejects.toMatchObject({
        details: { issues: [{ path: expect.stringMatching(/^cc/) }] },
      });
      expect(requestCounts(t)).not.toHaveProperty("POST /me/sendMail");
    },
  );

  it("shows recipients so that they can be sent to again", async () => {
    await using t = await open();
    await callService(t, "send", { to: '"Reed, Ada" <ada@x.example>', subject: "First" });
    await t.advance("31s");
    const { to } = shownMessages(t, "sent")[0];
    await callService(t, "send", { to, subject: "Second" });
    await t.advance("31s");
    expect(shownMessages(t, "sent")[0]).toMatchObject({ subject: "Second", to: ['"Reed, Ada" <ada@x.example>'] });
  });

  it("sends to the account's own address when there is no recipient", async () => {
    await using t = await open();
    await callService(t, "send", { text: "To myself" });
    await t.advance("31s");
    expect(shownMessages(t)).toMatchObject([{ subject: "Message from Casement", body: "To myself" }]);
  });

  it("sends text as text with its line breaks, and HTML as HTML", async () => {
    await using t = await open();
    await callService(t, "send", { text: "1 < 2\n\n  indented", subject: "Text" });
    expect((await lastSent(t)).body).toEqual({ contentType: "text", content: "1 < 2\n\n  indented" });
    await callService(t, "send", { html: "<p>Hello</p>", subject: "Html" });
    expect((await lastSent(t)).body).toEqual({ contentType: "html", content: "<p>Hello</p>" });
    await expect(callService(t, "send", { text: "a", html: "b" })).rejects.toMatchObject({ code: "input-invalid" });
  });

  it("shows pictures where the HTML references them, otherwise below; text keeps its line breaks", async () => {
    await using t = await open();
    await callService(t, "send", { text: "At the\ndoor <now>", pictures: ["door.png"], attachments: ["a.txt"] });
    const sent = await lastSent(t);
    expect(sent.body).toEqual({ contentType: "html", content: 'At the<br>\ndoor &lt;now&gt;<p><img src="cid:picture-1" alt=""></p>' });
    expect(sent.attachments).toMatchObject([
      { name: "door.png", contentType: "image/png", isInline: true, contentId: "picture-1", contentBytes: "iVAA/wo=" },
      { name: "a.txt", contentType: "text/plain", isInline: false, contentBytes: "Zmlyc3Q=" },
    ]);
    await callService(t, "send", { html: '<body><img src="cid:picture-1"> there</body>', pictures: ["door.png", "door.png"] });
    expect((await lastSent(t)).body.content).toBe('<body><img src="cid:picture-1"> there<p><img src="cid:picture-2" alt=""></p></body>');
    await expect(callService(t, "send", { pictures: ["a.txt"] })).rejects.toThrow("not a picture");
  });

  it("packs attachments into an archive", async () => {
    await using t = await open();
    await callService(t, "send", { attachments: ["a.txt", "a.txt", "door.png"], zip: "photos" });
    const { attachments } = await lastSent(t);
    expect(attachments).toMatchObject([{ name: "photos.zip", contentType: "application/zip" }]);
    const files = unzipSync(Buffer.from(attachments[0].contentBytes, "base64"));
    expect(Object.keys(files)).toEqual(["a.txt", "a-2.txt", "door.png"]);
    expect(strFromU8(files["a-2.txt"]!)).toBe("first");
  });

  it("uploads 20 MB with progress, which save-attachments returns byte for byte", async () => {
    await using t = await open();
    const steps: number[] = [];
    const progress = (done: number, of: number) => void steps.push(Math.round((done / of) * 100));
    const { id } = await callService(t, "send", { to: ada, subject: "Film", attachments: ["big.bin", "a.txt"] }, { progress });
    expect(steps.length).toBeGreaterThan(5);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps.at(-1)).toBe(100);
    await t.advance("31s");
    expect(shownMessages(t, "sent")[0]).toMatchObject({ id, subject: "Film" });
    expect(payloadsOf(t, "message-sent")).toMatchObject([{ id, origin: "casement" }]);
    const { files } = await callService(t, "save-attachments", { id: shownMessages(t)[0].id, folder: "saved" });
    expect(files.map(({ name, size }: any) => [name, size])).toEqual([
      ["big.bin", 20 * 1024 * 1024],
      ["a.txt", 5],
    ]);
    expect((await readFile(files[0].path)).equals(pattern(20 * 1024 * 1024))).toBe(true);
  });

  it("refuses more than 3 MB with only Mail.Send, with the reason, and leaves no draft behind", async () => {
    await using t = await open({ config: { send: true }, account: { enableUpdate: false } });
    expect((await t.account.scopes()).requested).toEqual(["Mail.Read", "Mail.Send", "User.Read", "offline_access"]);
    await callService(t, "send", { text: "small", attachments: ["a.txt"] });
    await expect(callService(t, "send", { attachments: ["four.bin"] })).rejects.toMatchObject({
      code: "service-refused",
      message: expect.stringContaining("needs Mail.ReadWrite"),
    });
    expect(
      mailControl(t)
        .folders(ada)
        .find(({ displayName }) => displayName === "Drafts")?.messages,
    ).toBe(0);
  });

  it("deletes the draft when an attachment fails", async () => {
    await using t = await open();
    t.emulator.control.faults.add({ path: "/me/messages/*/attachments/createUploadSession", status: 403 });
    await expect(callService(t, "send", { attachments: ["four.bin"] })).rejects.toMatchObject({ code: "graph-error" });
    expect(
      mailControl(t)
        .folders(ada)
        .find(({ displayName }) => displayName === "Drafts")?.messages,
    ).toBe(0);
  });

  it("is never repeated after an unclear response", async () => {
    await using t = await open();
    for (const fault of [{ drop: true }, { status: 504 }, { status: 500 }]) {
      t.emulator.control.counters.reset();
      const rule = t.emulator.control.faults.add({ path: "/me/sendMail", ...fault });
      await expect(callService(t, "send", { to: bob, text: "x" })).rejects.toMatchObject({ code: "outcome-unknown" });
      expect(t.emulator.control.faults.list().find(({ id }) => id === rule)?.hits).toBe(1);
      t.emulator.control.faults.clear();
    }
    expect(payloadsOf(t, "message-sent")).toEqual([]);
  });

  it("attaches only files in the configured folders", async () => {
    await using t = await open();
    for (const name of ["/etc/hostname", "../etc/hostname", "https://example.com/x.png", "missing.txt"])
      await expect(callService(t, "send", { attachments: [name] })).rejects.toMatchObject({ code: "file-refused" });
    await using closed = await createMailHost();
    await expect(callService(closed, "send", { attachments: ["a.txt"] })).rejects.toThrow("No folder is configured");
  });

  it("names the field of an invalid address without quoting the address", async () => {
    await using t = await open();
    const error = await callService(t, "send", { to: ["ok@x.example", "not-an-address"] }).catch((reason) => reason);
    expect(error).toMatchObject({ code: "input-invalid", message: expect.stringContaining("to.1") });
    expect(error.message).not.toContain("not-an-address");
  });

  it("sends from another mailbox if the configuration and its owner allow it", async () => {
    await using t = await open({ config: { sendFrom: ["Office <office@contoso.example>"] }, signedOut: true });
    t.emulator.directory.addUser({ userPrincipalName: "office@contoso.example", displayName: "Office" });
    await t.signIn();
    expect((await t.account.scopes()).requested).toContain("Mail.Send.Shared");
    await expect(callService(t, "send", { from: "boss@contoso.example", text: "x" })).rejects.toThrow("sendFrom");
    await expect(callService(t, "send", { from: "office@contoso.example", text: "x" })).rejects.toMatchObject({ code: "graph-error" });
    mailControl(t).allowSending("office@contoso.example", ada, "sendAs");
    await callService(t, "send", { from: "office@contoso.example", to: bob, text: "x" });
    expect((await lastSent(t)).from.emailAddress.address).toBe("office@contoso.example");
  });

  it("knows the user's mail address if it differs from the principal name", async () => {
    await using t = await open({ signedOut: true });
    const mail = "ada.byron@contoso.example";
    Object.assign(t.emulator.directory.user(ada)!, { mail });
    await t.signIn();
    deliverToAda(t, { subject: "Plan", to: [mail, bob], cc: ["Ada.Byron@contoso.example"] });
    await t.advance("31s");
    const [{ id }] = shownMessages(t);
    await callService(t, "reply-all", { id, text: "Yes" });
    expect(payloadsOf(t, "message-sent").map(({ to }) => to)).toEqual([["eve@elsewhere.example", bob]]);
    await callService(t, "send", { from: `Ada <${mail.toUpperCase()}>`, to: bob, text: "x" });
    await expect(callService(t, "send", { from: `${mail}, ${bob}`, text: "x" })).rejects.toMatchObject({ code: "input-invalid" });
  });

  it("sends from the shared mailbox of the account", async () => {
    const shared = "office@contoso.example";
    await using t = await open({ account: { sharedMailbox: shared }, signedOut: true });
    t.emulator.directory.addUser({ userPrincipalName: shared, displayName: "Office" });
    t.emulator.control.shares.add(shared, ada, ["mail"]);
    mailControl(t).allowSending(shared, ada, "sendAs");
    await t.signIn();
    expect((await t.account.scopes()).requested).toEqual(
      expect.arrayContaining(["Mail.Read.Shared", "Mail.ReadWrite.Shared", "Mail.Send.Shared"]),
    );
    await callService(t, "send", { text: "To the office" });
    await t.advance("31s");
    expect(shownMessages(t)).toMatchObject([{ from: { address: shared }, body: "To the office" }]);
  });
});

describe("replies and drafts", () => {
  it("reply, reply-all and forward quote the original; text keeps its line breaks", async () => {
    await using t = await open();
    deliverToAda(t, {
      subject: "Plan",
      text: "The plan",
      to: [ada, bob],
      cc: "cy@x.example",
      attachments: [{ name: "p.txt", content: "p" }],
    });
    await t.advance("31s");
    const { id } = shownMessages(t)[0];
    await callService(t, "reply", { id, text: "Yes & no\nbye", attachments: ["a.txt"] });
    const reply = await lastSent(t);
    expect(reply.subject).toBe("RE: Plan");
    expect(addresses(reply.toRecipients)).toEqual(["eve@elsewhere.example"]);
    expect(reply.body.content).toContain("Yes &amp; no<br>\nbye");
    expect(reply.body.content).toContain("The plan");
    expect(reply.attachments.map(({ name }: any) => name)).toEqual(["a.txt"]);
    await callService(t, "reply-all", { id, html: "<b>All</b>" });
    const all = await lastSent(t);
    expect([addresses(all.toRecipients), addresses(all.ccRecipients)]).toEqual([["eve@elsewhere.example", bob], ["cy@x.example"]]);
    expect(all.body.content).toContain("<b>All</b>");
    await callService(t, "forward", { id, to: "dee@x.example", text: "FYI" });
    const forwarded = await lastSent(t);
    expect(forwarded.subject).toBe("FW: Plan");
    expect(forwarded.attachments.map(({ name }: any) => name)).toEqual(["p.txt"]);
    await expect(callService(t, "forward", { id, text: "x" })).rejects.toThrow("to:");
    expect(payloadsOf(t, "message-sent").map(({ subject, to }) => [subject, to])).toEqual([
      ["RE: Plan", ["eve@elsewhere.example"]],
      ["RE: Plan", ["eve@elsewhere.example", bob, "cy@x.example"]],
      ["FW: Plan", ["dee@x.example"]],
    ]);
  });

  it("reply, reply-all and forward create a draft in the conversation, which send-draft sends", async () => {
    await using t = await open({
      config: { sensors: [{ name: "Inbox" }, { name: "Drafts", folder: "drafts" }, { name: "Sent", folder: "sentitems" }] },
    });
    deliverToAda(t, { subject: "Plan", text: "The plan", to: [ada, bob], attachments: [{ name: "p.txt", content: "p" }] });
    await t.advance("31s");
    const [{ id, conversationId }] = shownMessages(t);
    const drafts = [
      await callService(t, "reply", { id, text: "Yes", attachments: ["a.txt"], draft: true }),
      await callService(t, "reply-all", { id, html: "<b>All</b>", draft: true }),
      await callService(t, "forward", { id, to: "Dee <dee@x.example>, eve@x.example", draft: true }),
    ];
    expect(drafts).toEqual(drafts.map(() => ({ sent: false, id: expect.any(String) })));
    expect(requestCounts(t)).not.toHaveProperty("POST /me/messages/{message}/send");
    expect(payloadsOf(t, "message-sent")).toEqual([]);
    expect(t.sensor("email/drafts").attributes.total).toBe(3);
    const [reply, all, forwarded] = await Promise.all(drafts.map((draft) => message(t, draft.id)));
    for (const draft of [reply, all, forwarded]) expect(draft).toMatchObject({ isDraft: true, conversationId });
    expect(reply.body.content).toMatch(/Yes.*The plan/s);
    expect(reply.attachments.map(({ name }: any) => name)).toEqual(["a.txt"]);
    expect(addresses(all.toRecipients)).toEqual(["eve@elsewhere.example", bob]);
    expect(addresses(forwarded.toRecipients)).toEqual(["dee@x.example", "eve@x.example"]);
    for (const draft of drafts) expect(await callService(t, "send-draft", { id: draft.id })).toEqual({ sent: true, id: draft.id });
    expect(payloadsOf(t, "message-sent").map(({ subject, to }) => [subject, to])).toEqual([
      ["RE: Plan", ["eve@elsewhere.example"]],
      ["RE: Plan", ["eve@elsewhere.example", bob]],
      ["FW: Plan", ["dee@x.example", "eve@x.example"]],
    ]);
    await t.advance("31s");
    expect(t.sensor("email/drafts").attributes.total).toBe(0);
    expect(t.sensor("email/sent").attributes.total).toBe(3);
  });

  it("send-draft refuses what is not a draft or has no recipients", async () => {
    await using t = await open();
    deliverToAda(t);
    await t.advance("31s");
    const [{ id }] = shownMessages(t);
    await expect(callService(t, "send-draft", { id })).rejects.toMatchObject({
      code: "input-invalid",
      message: expect.stringMatching(/^id: is not a draft/),
    });
    const draft = await callService(t, "forward", { id, draft: true });
    await expect(callService(t, "send-draft", draft.id ? { id: draft.id } : {})).rejects.toMatchObject({
      code: "input-invalid",
      message: expect.stringMatching(/^id: is a draft without recipients/),
    });
  });

  it("a draft reaches nobody, and needs Mail.ReadWrite", async () => {
    await using t = await open();
    const reaches = (input: object) => t.account.reachesOthers("email/reply", { id: "x", ...input });
    expect([await reaches({ draft: true }), await reaches({})]).toEqual([false, true]);
    await using sendOnly = await createMailHost({ config: { send: true }, account: { enableUpdate: false } });
    await expect(callService(sendOnly, "reply", { id: "x", draft: true })).rejects.toMatchObject({
      code: "service-refused",
      message: expect.stringContaining("Mail.ReadWrite"),
    });
  });

  it("a reply with a large attachment is sent through a draft", async () => {
    await using t = await open();
    deliverToAda(t, { subject: "Plan", text: "The plan" });
    await t.advance("31s");
    const { id } = await callService(t, "reply", { id: shownMessages(t)[0].id, text: "Here", attachments: ["four.bin"] });
    const sent = await message(t, id);
    expect(sent).toMatchObject({ subject: "RE: Plan", isDraft: false });
    expect(sent.body.content).toContain("The plan");
    expect(Buffer.from(sent.attachments[0].contentBytes, "base64").equals(pattern(4 * 1024 * 1024))).toBe(true);
  });

  it("create-draft sends nothing", async () => {
    await using t = await open({ config: { sensors: [{ name: "Drafts", folder: "drafts" }] } });
    const { id } = await callService(t, "create-draft", { to: bob, subject: "Later", text: "x", attachments: ["four.bin"] });
    expect(await message(t, id)).toMatchObject({ subject: "Later", isDraft: true, hasAttachments: true });
    expect(shownMessages(t, "drafts")).toMatchObject([{ id, isDraft: true }]);
    await t.advance("1m");
    expect(t.events.filter(({ type }) => type.startsWith("email/"))).toEqual([]);
    expect(requestCounts(t)["POST /me/messages/{message}/send"]).toBeUndefined();
  });
});
