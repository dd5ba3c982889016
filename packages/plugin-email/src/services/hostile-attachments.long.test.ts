import { expect, it } from "vitest";
import { deflatedPdf, docxOf, doublingForms } from "../../test/attached-files.fixture.ts";
import { ada, callService, createMailHost, deliverToAda, mailControl } from "../../test/email.fixture.ts";

const outcomes = ["read", "input-invalid", "limit-exceeded"];

// Each of them occupies or ends a hub that reads it itself.
it.each<[what: string, content: () => Buffer, expected: readonly string[]]>([
  ["a PDF that draws 2^30 forms", () => doublingForms(30), ["limit-exceeded"]],
  ["a PDF whose page has 300 MB of operators", () => deflatedPdf(300), ["limit-exceeded"]],
  ["a PDF whose page is one text of 300 MB", () => deflatedPdf(300, "("), outcomes],
  ["a PDF whose page has 300 MB of nested arrays", () => deflatedPdf(300, "["), outcomes],
  ["a PDF whose page is 300 MB of one number", () => deflatedPdf(300, "1"), outcomes],
  ["a PDF whose page has 300 MB of nested inline pictures", () => deflatedPdf(300, "BI "), outcomes],
  ["a Word document of 3,000,000 paragraphs", () => docxOf("<w:p/>".repeat(3_000_000)), outcomes],
  ["a Word document of 300 MB", () => docxOf("a".repeat(300_000_000)), ["input-invalid"]],
  ["10 MB of line feeds", () => Buffer.alloc(10 * 1024 * 1024, "\n"), outcomes],
  ["10 MB of HTML", () => Buffer.from(`<html>${"<div><b>a".repeat(1_100_000)}`), outcomes],
])("the hub answers while it reads %s", async (_, content, expected) => {
  await using t = await createMailHost({ config: { sensors: [{ name: "Inbox" }] } });
  const id = deliverToAda(t);
  mailControl(t).addAttachment(ada, id, { name: "a.html", contentType: "text/html", contentBytes: content().toString("base64") });
  const began = Date.now();
  let longest = 0;
  let last = began;
  const beat = setInterval(() => {
    longest = Math.max(longest, Date.now() - last);
    last = Date.now();
  }, 10);
  const reading = callService(t, "read-attachment", { id, name: "a.html" }).then(
    () => "read",
    (error: { code: string; details: { limit?: string } }) => `${error.code}`,
  );
  // The clock of the host stands still, so time is measured by the process itself: it ends itself 10 s after the limit.
  const outcome = await reading;
  clearInterval(beat);
  console.log(`${_}: ${outcome} after ${Date.now() - began} ms, longest pause ${longest} ms`);
  expect(expected).toContain(outcome);
});
