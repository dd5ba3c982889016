import { describe, expect, it } from "vitest";
import {
  createMailTest,
  deliverMail,
  expectRefusal,
  fileAttachmentBody,
  readFolder,
  recipientsOf,
} from "../../../test/areas/mail/mail-test.fixture.ts";
import { testUsers } from "../../../test/test-graph.fixture.ts";

const { ada, ben, pat } = testUsers;

describe("sending", () => {
  it("delivers a message to all users of the directory, hides bcc recipients, and keeps a copy with them", async () => {
    const { graph, mail, me, other } = await createMailTest();
    const message = {
      subject: "Lunch?",
      body: { contentType: "HTML", content: "<p>Noon</p>" },
      toRecipients: recipientsOf(ben, ben.toUpperCase(), "someone@far.example"),
      bccRecipients: recipientsOf(pat),
      replyTo: recipientsOf("office@contoso.example"),
      importance: "High",
      attachments: [fileAttachmentBody("menu.txt", "Soup"), fileAttachmentBody("logo.png", "PNG", { isInline: true, contentId: "logo" })],
    };
    expect((await me.send("POST", "/me/sendMail", { message })).status).toBe(202);
    const [sent] = await readFolder(me, "sentitems");
    expect(sent).toMatchObject({ isRead: true, isDraft: false, bccRecipients: [{ emailAddress: { address: pat } }] });
    const inbox = await readFolder(other, "inbox");
    expect(inbox).toHaveLength(1);
    const { attachments } = inbox[0];
    expect(inbox[0]).toMatchObject({
      subject: "Lunch?",
      isRead: false,
      importance: "high",
      hasAttachments: true,
      bccRecipients: [],
      body: { contentType: "html", content: "<p>Noon</p>" },
      from: { emailAddress: { name: "Ada Reed", address: ada } },
      replyTo: [{ emailAddress: { address: "office@contoso.example" } }],
      conversationId: sent.conversationId,
      internetMessageId: sent.internetMessageId,
    });
    expect(inbox[0].toRecipients[0].emailAddress.name).toBe("Ben Ito");
    expect(attachments.map(({ name, contentId, isInline }: any) => [name, contentId, isInline])).toEqual([
      ["menu.txt", null, false],
      ["logo.png", "logo", true],
    ]);
    expect(Buffer.from(attachments[0].contentBytes, "base64").toString()).toBe("Soup");
    expect(await readFolder(await graph.client(pat, "Mail.Read"), "inbox")).toHaveLength(1);
    const outside = mail.sent().filter(({ inside }) => !inside);
    expect(outside).toMatchObject([{ kind: "message", to: "someone@far.example", from: ada, subject: "Lunch?" }]);
  });

  it("keeps no copy on request, needs only Mail.Send, and refuses messages without recipients", async () => {
    const { graph, me } = await createMailTest();
    const sender = await graph.client(ada, "Mail.Send");
    const message = { subject: "x", toRecipients: recipientsOf(ben) };
    expect((await sender.send("POST", "/me/sendMail", { message, saveToSentItems: false })).status).toBe(202);
    expect(await readFolder(me, "sentitems")).toEqual([]);
    expect((await sender.get("/me/messages")).status).toBe(403);
    expectRefusal("send-without-recipients", await sender.send("POST", "/me/sendMail", { message: { subject: "x" } }));
    expectRefusal(
      "send-without-recipients",
      await sender.send("POST", "/me/sendMail", { message: { toRecipients: recipientsOf("nobody") } }),
    );
    expectRefusal("mail-mime-base64", await sender.send("POST", "/me/sendMail", "?", { "content-type": "text/plain" }));
    const headers = [{ name: "List-Id", value: "x" }];
    const refused = await sender.send("POST", "/me/sendMail", { message: { ...message, internetMessageHeaders: headers } });
    expectRefusal("internet-header-x", refused);
  });

  it("sends, drafts, and replies with messages in MIME format", async () => {
    const { me, other } = await createMailTest();
    const lines = [
      `From: "Reed, Ada" <${ada}>`,
      `To: =?utf-8?Q?Ben_It=C5=8D?= <${ben}>`,
      "Subject: =?utf-8?B?R3LDvMOfZQ==?=",
      "X-Color: green",
      'Content-Type: multipart/mixed; boundary="b1"',
      "",
      "preamble",
      "--b1",
      'Content-Type: multipart/alternative; boundary="b2"',
      "",
      "--b2",
      'Content-Type: text/plain; charset="iso-8859-1"',
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "Gr=FC=DFe",
      "--b2",
      "Content-Type: text/html; charset=utf-8",
      "",
      "<p>Hello</p>",
      "--b2--",
      "--b1",
      'Content-Type: text/plain; name="plan.txt"',
      'Content-Disposition: attachment; filename="plan.txt"',
      "Content-Transfer-Encoding: base64",
      "",
      Buffer.from("The plan").toString("base64"),
      "--b1--",
      "",
    ];
    const mime = (text: string) => Buffer.from(text).toString("base64");
    const headers = { "content-type": "text/plain" };
    expect((await me.send("POST", "/me/sendMail", mime(lines.join("\r\n")), headers)).status).toBe(202);
    const [received] = await readFolder(other, "inbox");
    expect(received).toMatchObject({
      subject: "Grüße",
      body: { contentType: "html", content: "<p>Hello</p>" },
      from: { emailAddress: { address: ada } },
      toRecipients: [{ emailAddress: { name: "Ben Itō", address: ben } }],
      attachments: [{ name: "plan.txt", contentBytes: Buffer.from("The plan").toString("base64"), isInline: false }],
    });
    const { body: draft } = await me.send("POST", "/me/messages", mime(`To: ${ben}\nSubject: Two\n\nOne line`), headers);
    expect(draft).toMatchObject({ isDraft: true, subject: "Two", body: { contentType: "text", content: "One line" } });
    const { body: reply } = await other.send("POST", `/me/messages/${received.id}/createReply`, mime("Subject: RE: x\n\nThanks"), headers);
    expect(reply).toMatchObject({
      conversationId: received.conversationId,
      toRecipients: [{ emailAddress: { address: ada } }],
      body: { content: "Thanks" },
    });
    expectRefusal("send-without-recipients", await me.send("POST", "/me/sendMail", mime("Subject: x\n\nx"), headers));
  });

  it("sends a draft once and moves it to Sent Items under the same immutable id", async () => {
    const { me, other } = await createMailTest();
    const immutable = { prefer: 'IdType="ImmutableId"' };
    const draft = (await me.send("POST", "/me/messages", { subject: "Draft", toRecipients: recipientsOf(ben) }, immutable)).body;
    expect(draft).toMatchObject({ isDraft: true, isRead: true });
    expect(await readFolder(me, "drafts")).toHaveLength(1);
    await me.send("PATCH", `/me/messages/${draft.id}`, { subject: "Better", body: { contentType: "text", content: "Hi" } });
    expect((await me.send("POST", `/me/messages/${draft.id}/send`)).status).toBe(202);
    expect([await readFolder(me, "drafts"), (await readFolder(me, "sentitems")).length]).toEqual([[], 1]);
    expect((await me.get(`/me/messages/${draft.id}`, immutable)).body).toMatchObject({ id: draft.id, isDraft: false, subject: "Better" });
    expect((await readFolder(other, "inbox"))[0]).toMatchObject({ subject: "Better", bodyPreview: "Hi", isDraft: false });
    expect((await me.send("POST", `/me/messages/${draft.id}/send`)).status).toBe(400);
  });

  it("sends as another user or on their behalf, with their right and the permission", async () => {
    const { graph, mail, me } = await createMailTest();
    const office = "office@contoso.example";
    graph.emulator.directory.addUser({ userPrincipalName: office, displayName: "Office" });
    graph.emulator.control.shares.add(office, ada);
    const message = { subject: "x", toRecipients: recipientsOf(ben), from: { emailAddress: { address: office } } };
    const arrived = async () => (await readFolder(await graph.client(ben, "Mail.Read"), "inbox"))[0];
    expectRefusal("send-as-denied", await me.send("POST", "/me/sendMail", { message }));
    mail.allowSending(office, ada, "sendOnBehalf");
    expectRefusal("send-as-denied", await (await graph.client(ada, "Mail.Send")).send("POST", "/me/sendMail", { message }));
    expect((await me.send("POST", "/me/sendMail", { message })).status).toBe(202);
    expect(await arrived()).toMatchObject({ from: { emailAddress: { address: office } }, sender: { emailAddress: { address: ada } } });
    expect(await readFolder(me, "sentitems")).toHaveLength(1);
    mail.allowSending(office, ada, "sendAs");
    await graph.clock.advance(1000);
    expect(
      (await me.send("POST", `/users/${office}/sendMail`, { message: { subject: "y", toRecipients: recipientsOf(ben) } })).status,
    ).toBe(202);
    expect(await arrived()).toMatchObject({ from: { emailAddress: { address: office } }, sender: { emailAddress: { address: office } } });
    expect((await me.get(`/users/${office}/mailFolders/sentitems`)).body.totalItemCount).toBe(1);
    mail.allowSending(office, ada, null);
    expectRefusal("send-as-denied", await me.send("POST", `/users/${office}/sendMail`, { message }));
  });

  it("refuses requests larger than 4 MB", async () => {
    const { me } = await createMailTest();
    const small = fileAttachmentBody("a.bin", "x".repeat(3 * 1000 * 1000));
    expect((await me.send("POST", "/me/sendMail", { message: { toRecipients: recipientsOf(ben), attachments: [small] } })).status).toBe(
      202,
    );
    const large = { message: { toRecipients: recipientsOf(ben), attachments: [small, fileAttachmentBody("b.bin", "x".repeat(200_000))] } };
    expectRefusal("request-too-large", await me.send("POST", "/me/sendMail", large));
  });
});

describe("replying", () => {
  const original = {
    from: "Ben Ito <ben@contoso.example>",
    to: [ada, "cleo@far.example"],
    cc: "dan@far.example",
    subject: "Stairs",
    html: "<html><body><p>Oak?</p></body></html>",
    attachments: [
      { name: "plan.txt", content: "up" },
      { name: "logo.png", content: "PNG", contentId: "logo" },
    ],
  };
  const addresses = (list: any[]) => list.map(({ emailAddress: { address } }) => address);

  it("replies to the sender or reply-to address, or to all but oneself, in the same conversation", async () => {
    const { mail, me, other } = await createMailTest();
    const id = deliverMail(mail, original);
    const first = (await me.get(`/me/messages/${id}`)).body;
    const reply = (await me.send("POST", `/me/messages/${id}/createReply`, { comment: "Larch" })).body;
    expect(reply).toMatchObject({ subject: "RE: Stairs", isDraft: true, conversationId: first.conversationId, hasAttachments: false });
    expect(addresses(reply.toRecipients)).toEqual([ben]);
    expect(reply.body.content).toMatch(/Larch[\s\S]*<b>From:<\/b> Ben Ito[\s\S]*Oak\?/);
    const index = (message: any) => Buffer.from(message.conversationIndex, "base64");
    expect([index(first).length, index(reply).length]).toEqual([22, 27]);
    expect(index(reply).subarray(0, 22).equals(index(first))).toBe(true);
    expect((await me.get(`/me/messages/${reply.id}?$select=uniqueBody`)).body.uniqueBody.content).toBe("<div>Larch</div>");

    const all = (await me.send("POST", `/me/messages/${id}/createReplyAll`, {})).body;
    expect([addresses(all.toRecipients), addresses(all.ccRecipients)]).toEqual([[ben, "cleo@far.example"], ["dan@far.example"]]);
    expect((await me.send("POST", `/me/messages/${id}/replyAll`, { comment: "Larch" })).status).toBe(202);
    expect((await readFolder(other, "inbox"))[0]).toMatchObject({ subject: "RE: Stairs", conversationId: first.conversationId });

    const [listed] = mail.deliver({ ...original, to: ada, replyTo: "list@far.example" });
    expect(addresses((await me.send("POST", `/me/messages/${listed!.id}/createReply`)).body.toRecipients)).toEqual(["list@far.example"]);
    expectRefusal(
      "reply-comment-and-body",
      await me.send("POST", `/me/messages/${id}/reply`, { comment: "a", message: { body: { content: "b" } } }),
    );
  });

  it("forwards all attachments, and keeps the quoted pictures in a reply", async () => {
    const { mail, me, other } = await createMailTest();
    const id = deliverMail(mail, { ...original, to: ada });
    expect((await me.send("POST", `/me/messages/${id}/forward`, { comment: "See", toRecipients: recipientsOf(ben) })).status).toBe(202);
    const [forwarded] = await readFolder(other, "inbox");
    expect(forwarded).toMatchObject({ subject: "FW: Stairs", hasAttachments: true });
    expect(forwarded.attachments.map(({ name }: any) => name)).toEqual(["plan.txt", "logo.png"]);
    const recipientsTwice = { toRecipients: recipientsOf(ben), message: { toRecipients: recipientsOf(ben) } };
    expectRefusal("forward-recipients-twice", await me.send("POST", `/me/messages/${id}/forward`, recipientsTwice));
    expectRefusal("send-without-recipients", await me.send("POST", `/me/messages/${id}/forward`, { comment: "See" }));
    const reply = (await me.send("POST", `/me/messages/${id}/createReply`)).body;
    const attached = (await me.get(`/me/messages/${reply.id}/attachments?$select=name`)).body.value;
    expect(attached.map(({ name }: any) => name)).toEqual(["logo.png"]);
  });

  it("adds a mail from outside to the conversation to which it replies", async () => {
    const { mail, me } = await createMailTest();
    await me.send("POST", "/me/sendMail", { message: { subject: "Offer", toRecipients: recipientsOf("cleo@far.example") } });
    const [sent] = await readFolder(me, "sentitems");
    mail.deliver({ from: "cleo@far.example", to: ada, subject: "Re: Offer", text: "Yes", inReplyTo: sent.internetMessageId });
    expect((await readFolder(me, "inbox"))[0]).toMatchObject({ conversationId: sent.conversationId, bodyPreview: "Yes" });
  });
});
