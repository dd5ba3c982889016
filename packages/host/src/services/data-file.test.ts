import { expect, it } from "vitest";
import { createFileAccess } from "./file-access.ts";

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const read = (name: string) => createFileAccess().read(name);

it.each([
  ["data:text/plain;name=a.txt;base64,", "a.txt", "text/plain"],
  ["DATA:;name=a.txt;base64,", "a.txt", "text/plain"],
  ["data:application/pdf;charset=utf-8;name=Stra%C3%9Fe%202.pdf;base64,", "Straße 2.pdf", "application/pdf"],
])("reads a file that came with the call: %s", async (beginning, name, type) => {
  const file = await read(`${beginning}${base64("Grüße")}`);
  expect(file).toMatchObject({ name, type, size: 7 });
  for (let times = 0; times < 2; times++) expect(await new Response(file.stream()).text()).toBe("Grüße");
});

it.each([
  ["data:text/plain;name=a.txt,Hello", /base64 content/],
  ["data:text/plain", /base64 content/],
  [`data:text/plain;base64,${base64("secret")}`, /needs a file name/],
  [`data:text/plain;name=../a.txt;base64,${base64("secret")}`, /needs a file name/],
  [`data:text/plain;name=a%5Cb;base64,${base64("secret")}`, /needs a file name/],
  [`data:text/plain;name=%E0%A4;base64,${base64("secret")}`, /needs a file name/],
  ["data:text/plain;name=a.txt;base64,", /not valid base64/],
  ["data:text/plain;name=a.txt;base64,secret content", /not valid base64/],
  [`data:text/plain;name=a.txt;base64,${"A".repeat(14 * 1024 * 1024)}`, /larger than 10 MB/],
])("refuses %.60s", async (name, message) => {
  const error: Error = await read(name).then(
    () => expect.unreachable(),
    (reason) => reason,
  );
  expect(error).toMatchObject({ code: "file-refused", message: expect.stringMatching(message) });
  expect(error.message).not.toMatch(/secret|c2VjcmV0/);
});
