import { strToU8, zipSync } from "fflate";
import { expect, it } from "vitest";
import { deepPages, docxOf, doublingPages, pdfOf } from "../test/attached-files.fixture.ts";
import { attachmentText } from "./attachment-text.ts";

const read = (name: string, type: string, content: Buffer, [start, end] = [0, 15_000]) =>
  attachmentText({ name, type, content, start: start!, end: end! });

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
  const part = await read(name, contentType, content);
  expect([part?.text.trim(), part?.more]).toEqual([text, false]);
});

it("returns the part that is asked for, and whether there is more", async () => {
  const pdf = pdfOf("abc", "def", "ghi");
  expect(await read("a.pdf", "", pdf, [0, 4])).toEqual({ text: "abc\n", more: true });
  expect(await read("a.pdf", "", pdf, [4, 13])).toEqual({ text: "\ndef\n\nghi", more: false });
});

it.each<[what: string, name: string, content: Buffer]>([
  ["pictures", "a.png", Buffer.from([0x89, 0x50, 0x4e, 0x47])],
  ["other archives", "a.zip", Buffer.from(zipSync({ a: strToU8("x") }))],
])("has no text of %s", async (_, name, content) => {
  expect(await read(name, "", content)).toBeUndefined();
});

it.each<[what: string, content: Buffer]>([
  ["PDF file", Buffer.from("%PDF-1.4 nothing")],
  ["Word file", Buffer.from("PK\u0003\u0004 nothing")],
  ["tree of pages that doubles at each of 30 nodes", doublingPages(30)],
])("throws at a damaged %s", async (_, content) => {
  await expect(read("a", "", content)).rejects.toThrow();
});

it("reads a page below 1,000 nodes", async () => {
  expect(await read("a.pdf", "", deepPages(1_000))).toEqual({ text: "", more: false });
});

it("ends a tag at the next one", async () => {
  expect(await read("a.docx", "", docxOf(`<w:p>${"<".repeat(1_000_000)}</w:p>`), [0, 3])).toEqual({ text: "<<<", more: true });
});
