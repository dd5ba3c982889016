import { expect, it } from "vitest";
import { doublingForms, pdfOf } from "../../test/attached-files.fixture.ts";
import { ada, callService, createMailHost, deliverToAda, mailControl } from "../../test/email.fixture.ts";

const withBodies = { sensors: [{ name: "Inbox", body: "text" }] };

it("returns the text of a PDF, and a long text in pages", async () => {
  await using t = await createMailHost({ config: withBodies });
  const id = deliverToAda(t);
  const attach = (name: string, contentType: string, content: Buffer): void =>
    void mailControl(t).addAttachment(ada, id, { name, contentType, contentBytes: content.toString("base64") });
  attach("a.pdf", "application/pdf", pdfOf("Invoice 42"));
  attach("a.txt", "text/plain", Buffer.from(`${"a".repeat(15_000)}${"b".repeat(10)}`));
  expect(await callService(t, "read-attachment", { id, name: "a.pdf" })).toEqual({ contentType: "application/pdf", text: "Invoice 42" });
  const first = await callService(t, "read-attachment", { id, name: "a.txt" });
  const second = await callService(t, "read-attachment", { id, name: "a.txt", cursor: first.cursor });
  expect([first.text.length, second.text, second.cursor]).toEqual([15_000, "b".repeat(10), undefined]);
  await expect(callService(t, "read-attachment", { id, name: "a.txt", cursor: "x" })).rejects.toMatchObject({ code: "input-invalid" });
});

it("gives up a file that was made to occupy the hub, which answers other calls meanwhile", async () => {
  await using t = await createMailHost({ config: withBodies });
  const id = deliverToAda(t);
  for (const content of [Buffer.from("harmless"), doublingForms(30)])
    mailControl(t).addAttachment(ada, id, { name: `${content.length}.bin`, contentBytes: content.toString("base64") });
  let isOver = false;
  const reading = callService(t, "read-attachment", { id, name: `${doublingForms(30).length}.bin` })
    .catch((error: unknown) => error)
    .finally(() => {
      isOver = true;
    });
  for (let count = 0; count < 20; count++) await callService(t, "list-messages", {});
  expect(isOver).toBe(false);
  while (!isOver) await t.advance("1s");
  expect(await reading).toMatchObject({
    code: "limit-exceeded",
    message: expect.stringMatching(/^Attachment 2 of the message was not read: that takes longer than 20 s\./),
    details: { limit: "time" },
  });
});

it.each<[what: string, name: string, content: Buffer, message: RegExp]>([
  ["pictures", "a.png", Buffer.from([0x89, 0x50, 0x4e, 0x47]), /another kind/],
  ["damaged PDF files", "a.pdf", Buffer.from("%PDF-1.4 nothing"), /cannot be read/],
  ["large files", "a.txt", Buffer.alloc(10 * 1024 * 1024 + 1, 97), /larger than 10 MB/],
])("refuses %s", async (_, name, content, message) => {
  await using t = await createMailHost({ config: withBodies });
  const id = deliverToAda(t);
  mailControl(t).addAttachment(ada, id, { name, contentBytes: content.toString("base64") });
  await expect(callService(t, "read-attachment", { id, name })).rejects.toMatchObject({
    code: "input-invalid",
    message: expect.stringMatching(message),
  });
});

it("tells attachments with the same name apart", async () => {
  await using t = await createMailHost({ config: withBodies });
  const id = deliverToAda(t);
  for (const text of ["one", "two"])
    mailControl(t).addAttachment(ada, id, { name: "a.txt", contentType: "text/plain", contentBytes: Buffer.from(text).toString("base64") });
  const { attachments } = await callService(t, "get-message", { id, attachments: true });
  expect(attachments.toSorted()).toEqual(["a.txt", "a.txt (2)"]);
  const texts = await Promise.all(attachments.map(async (name: string) => (await callService(t, "read-attachment", { id, name })).text));
  expect(texts.toSorted()).toEqual(["one", "two"]);
  const { name } = await callService(t, "download-attachment", { id, name: "a.txt (2)" });
  expect(name).toBe("a.txt");
});
