import { strToU8, zipSync } from "fflate";
import { expect, it } from "vitest";
import { ada, callService, createMailHost, deliverToAda, mailControl } from "../../test/email.fixture.ts";

const withBodies = { sensors: [{ name: "Inbox", body: "text" }] };

/** A PDF with one page for each text. */
function pdfOf(...texts: string[]): Buffer {
  const pages = texts.map((_, index) => 4 + index * 2);
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Kids[${pages.map((number) => `${number} 0 R`).join(" ")}]/Count ${pages.length}>>`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ...texts.flatMap((text, index) => {
      const stream = `BT /F1 12 Tf 20 200 Td (${text}) Tj ET`;
      const page = `<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents ${5 + index * 2} 0 R/Resources<</Font<</F1 3 0 R>>>>>>`;
      return [page, `<</Length ${stream.length}>>stream\n${stream}\nendstream`];
    }),
  ];
  let pdf = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = pdf.length;
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const start = pdf.length;
  pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join("")}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF`;
  return Buffer.from(pdf, "latin1");
}

const docxOf = (paragraphs: string): Buffer =>
  Buffer.from(zipSync({ "word/document.xml": strToU8(`<w:document><w:body>${paragraphs}</w:body></w:document>`) }));

const word =
  '<w:p><w:r><w:t>Dear Ada &amp; Bob</w:t><w:tab/><w:t xml:space="preserve"> hello</w:t></w:r></w:p><w:p><w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:r><w:t>Stra&#223;e</w:t></w:r></w:p>';

it.each<[name: string, contentType: string, content: Buffer, text: string]>([
  ["invoice.pdf", "application/pdf", pdfOf("Invoice 42", "Page two"), "Invoice 42\n\nPage two"],
  ["letter.docx", "application/octet-stream", docxOf(word), "Dear Ada & Bob\t hello\nStraße"],
  ["plan.txt", "text/plain; charset=utf-8", Buffer.from("Straße\r\nzwei"), "Straße\nzwei"],
  ["old.csv", "application/vnd.ms-excel", Buffer.from([0x4d, 0xfc, 0x6c, 0x6c, 0x3b, 0x31]), "Müll;1"],
  ["wide.txt", "text/plain", Buffer.from("\ufeffTee", "utf16le"), "Tee"],
  ["page.html", "text/html", Buffer.from("<p>One<br>two</p><script>no</script>"), "One\ntwo"],
])("reads the text of %s", async (name, contentType, content, text) => {
  await using t = await createMailHost({ config: withBodies });
  const id = deliverToAda(t);
  mailControl(t).addAttachment(ada, id, { name, contentType, contentBytes: content.toString("base64") });
  const read = await callService(t, "read-attachment", { id, name });
  expect([read.text.trim(), read.contentType, read.cursor]).toEqual([text, contentType, undefined]);
});

it("returns a long text in pages", async () => {
  await using t = await createMailHost({ config: withBodies });
  const id = deliverToAda(t);
  const content = Buffer.from(`${"a".repeat(15_000)}${"b".repeat(10)}`);
  mailControl(t).addAttachment(ada, id, { name: "a.txt", contentType: "text/plain", contentBytes: content.toString("base64") });
  const first = await callService(t, "read-attachment", { id, name: "a.txt" });
  const second = await callService(t, "read-attachment", { id, name: "a.txt", cursor: first.cursor });
  expect([first.text.length, second.text, second.cursor]).toEqual([15_000, "b".repeat(10), undefined]);
  await expect(callService(t, "read-attachment", { id, name: "a.txt", cursor: "x" })).rejects.toMatchObject({ code: "input-invalid" });
});

it.each<[what: string, name: string, content: Buffer, message: RegExp]>([
  ["pictures", "a.png", Buffer.from([0x89, 0x50, 0x4e, 0x47]), /another kind/],
  ["other archives", "a.zip", Buffer.from(zipSync({ a: strToU8("x") })), /another kind/],
  ["damaged PDF files", "a.pdf", Buffer.from("%PDF-1.4 nothing"), /cannot be read/],
  ["damaged Word files", "a.docx", Buffer.from("PK\u0003\u0004 nothing"), /cannot be read/],
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
