import { describe, expect, it } from "vitest";
import { createMailTest, deliverMail, expectRefusal, fileAttachmentBody } from "../../../test/areas/mail/mail-test.fixture.ts";
import { testUsers } from "../../../test/test-graph.fixture.ts";

const { ada } = testUsers;
const inside = { "@odata.type": "microsoft.graph.message", subject: "Inside", body: { contentType: "text", content: "Deep" } };
const item = { "@odata.type": "#microsoft.graph.itemAttachment", name: "Old mail", item: inside };
const event = {
  "@odata.type": "#microsoft.graph.itemAttachment",
  name: "Review",
  item: { "@odata.type": "microsoft.graph.event", subject: "Review", start: { dateTime: "2026-03-05T09:00:00", timeZone: "UTC" } },
};

describe("attachments", () => {
  it("of all kinds can be added, listed with or without content, downloaded, and removed", async () => {
    const { me } = await createMailTest();
    const draft = `/me/messages/${(await me.send("POST", "/me/messages", { subject: "x" })).body.id}`;
    const added: any[] = [];
    for (const attachment of [
      fileAttachmentBody("a.txt", "Tea"),
      item,
      event,
      { "@odata.type": "#microsoft.graph.referenceAttachment", name: "Cloud" },
    ])
      added.push((await me.send("POST", `${draft}/attachments`, attachment)).body);
    expect(added.map((attachment) => attachment["@odata.type"].split(".")[2])).toEqual([
      "fileAttachment",
      "itemAttachment",
      "itemAttachment",
      "referenceAttachment",
    ]);
    expect((await me.get(draft)).body.hasAttachments).toBe(true);
    const names = (await me.get(`${draft}/attachments?$select=name,size`)).body.value;
    expect(Object.keys(names[0]).sort()).toEqual(["@odata.mediaContentType", "@odata.type", "id", "name", "size"]);
    const whole = (await me.get(`${draft}/attachments`)).body.value;
    expect(Buffer.from(whole[0].contentBytes, "base64").toString()).toBe("Tea");
    const value = async (index: number) => me.get(`${draft}/attachments/${added[index].id}/$value`);
    expect((await value(0)).body).toBe("Tea");
    expect((await value(1)).body).toContain("Subject: Inside");
    expect((await value(2)).body).toContain("DTSTART:20260305T090000");
    expectRefusal("reference-attachment-value", await value(3));
    expect((await me.send("DELETE", `${draft}/attachments/${added[0].id}`)).status).toBe(204);
    expect((await me.get(`${draft}/attachments`)).body.value).toHaveLength(3);
    expect((await me.get(`${draft}/attachments/${added[0].id}`)).status).toBe(404);
    expect((await me.send("POST", `${draft}/attachments`, { name: "a" })).status).toBe(400);
    expect((await me.send("POST", `${draft}/attachments`, fileAttachmentBody("a", "", { contentBytes: "%" }))).status).toBe(400);
  });

  it("contain items with the properties that Graph adds, and their content is MIME, iCalendar, or a vCard", async () => {
    const { mail, me } = await createMailTest();
    const id = mail.addMessage(ada, "inbox", {});
    const add = (inner: object) =>
      mail.addAttachmentOf(ada, id, { "@odata.type": "#microsoft.graph.itemAttachment", name: "x", item: inner });
    const contentOf = async (attachment: string) => (await me.get(`/me/messages/${id}/attachments/${attachment}/$value`)).body;
    const message = add({
      "@odata.type": "microsoft.graph.message",
      subject: "Tea",
      body: { contentType: "HTML", content: "<p>At four</p>" },
    });
    const { item: shown } = (await me.get(`/me/messages/${id}/attachments/${message}?$expand=microsoft.graph.itemAttachment/item`)).body;
    expect(shown).toMatchObject({ subject: "Tea", body: { contentType: "html" }, bodyPreview: "At four", isRead: true, isDraft: false });
    expect(Date.parse(shown.createdDateTime)).toBeGreaterThan(0);
    const start = { dateTime: "2016-12-02T18:00:00", timeZone: "Pacific Standard Time" };
    expect(await contentOf(add({ "@odata.type": "microsoft.graph.event", subject: "Tea, cake", start }))).toContain(
      "SUMMARY:Tea\\, cake\r\nDTSTART:20161203T020000Z\r\n",
    );
    const contact = {
      givenName: "Ada",
      surname: "Reed",
      emailAddresses: [{ address: "ada@contoso.example" }],
      mobilePhone: "+44 20 7946 0000",
    };
    expect(await contentOf(add({ "@odata.type": "microsoft.graph.contact", ...contact }))).toBe(
      [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:Reed;Ada;;;",
        "FN:Ada Reed",
        "EMAIL;TYPE=INTERNET:ada@contoso.example",
        "TEL:+44 20 7946 0000",
        "END:VCARD",
        "",
      ].join("\r\n"),
    );
  });

  it("item-attachment-expand", async () => {
    const { mail, me } = await createMailTest();
    const id = mail.addMessage(ada, "inbox", { subject: "x" });
    const path = `/me/messages/${id}/attachments/${mail.addAttachmentOf(ada, id, item)}`;
    expect((await me.get(path)).body).not.toHaveProperty("item");
    const expanded = (await me.get(`${path}?$expand=microsoft.graph.itemattachment/item&$select=name`)).body;
    expect(expanded).toMatchObject({ name: "Old mail", item: { "@odata.type": "#microsoft.graph.message", subject: "Inside" } });
  });

  it("attachments-inline-uncounted", async () => {
    const { mail, me } = await createMailTest();
    const id = mail.addMessage(ada, "inbox", { subject: "x", body: { contentType: "html", content: '<img src="cid:logo">' } });
    mail.addAttachment(ada, id, { name: "logo.png", contentType: "image/png", content: "PNG", contentId: "logo" });
    expect((await me.get(`/me/messages/${id}`)).body.hasAttachments).toBe(false);
    mail.addAttachment(ada, id, { name: "plan.txt", content: "up" });
    const [message] = (await me.get("/me/messages?$select=hasAttachments&$expand=attachments($select=name,isInline)")).body.value;
    expect(message.hasAttachments).toBe(true);
    expect(message.attachments.map(({ name, isInline, contentBytes }: any) => [name, isInline, contentBytes])).toEqual([
      ["logo.png", true, undefined],
      ["plan.txt", false, undefined],
    ]);
  });

  it("are part of the message as MIME", async () => {
    const { mail, me } = await createMailTest();
    const id = deliverMail(mail, {
      from: "Zoë <zoe@far.example>",
      to: ada,
      subject: "Grüße",
      text: "Hallo",
      attachments: [{ name: "a.txt", content: "Tea" }],
    });
    const { body, headers } = await me.get(`/me/messages/${id}/$value`);
    expect(headers.get("content-type")).toContain("text/plain");
    expect(body).toContain(`Subject: =?utf-8?B?${Buffer.from("Grüße").toString("base64")}?=`);
    expect(body).toMatch(/Content-Type: multipart\/mixed; boundary="[^"]+"/);
    expect(body).toContain(Buffer.from("Tea").toString("base64"));
  });
});
