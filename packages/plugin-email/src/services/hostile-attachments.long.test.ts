import { expect, it } from "vitest";
import { deflatedPdf, docxOf, doublingForms } from "../../test/attached-files.fixture.ts";
import { ada, callService, createMailHost, deliverToAda, mailControl } from "../../test/email.fixture.ts";

/** Reads the file while other calls are made. Returns how reading it ended, or "read". */
async function readBesides(content: Buffer): Promise<string> {
  await using t = await createMailHost({ config: { sensors: [{ name: "Inbox" }] } });
  const id = deliverToAda(t);
  mailControl(t).addAttachment(ada, id, { name: "a.bin", contentBytes: content.toString("base64") });
  const ended: string[] = [];
  const reading = callService(t, "read-attachment", { id, name: "a.bin" }).then(
    () => ended.push("read"),
    (error: { code: string }) => ended.push(error.code),
  );
  await callService(t, "list-messages", {});
  ended.push("other call");
  // The clock stands still, so that only the process ends itself: for its memory, or 10 s after it should have been ended.
  await reading;
  expect(ended[0]).toBe("other call");
  return ended[1]!;
}

// Each of them occupies or ends a hub that reads it in its own thread.
it.each<[what: string, content: () => Buffer]>([
  ["that draws 2^30 forms", () => doublingForms(30)],
  ["whose page has 300 MB of operators", () => deflatedPdf(300)],
  ["whose page is one text of 300 MB", () => deflatedPdf(300, "(")],
  ["whose page has 300 MB of nested arrays", () => deflatedPdf(300, "[")],
])("gives up a PDF %s, and answers another call meanwhile", async (_, content) => {
  expect(await readBesides(content())).toBe("limit-exceeded");
});

it.each<[what: string, content: () => Buffer, end: string]>([
  ["with 3,000,000 paragraphs", () => docxOf("<w:p/>".repeat(3_000_000)), "read"],
  ["of 60 MB in 60 kB", () => docxOf("a".repeat(60_000_000)), "input-invalid"],
])("answers another call while it reads a Word document %s", async (_, content, end) => {
  expect(await readBesides(content())).toBe(end);
});
