import { expect, it } from "vitest";
import { readText, readXmlBody } from "./read-body.ts";

const requestOf = (body: Uint8Array, type: string): Request =>
  new Request("http://hub.example/dav/", { method: "PUT", body: new Uint8Array(body), headers: { "content-type": type } });
const xml = '<a xmlns="ü"/>';
const bigEndian = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();

it.each<[what: string, body: Buffer, type: string]>([
  ["UTF-8", Buffer.from(xml), "application/xml"],
  ["UTF-8 with a mark", Buffer.from(`\ufeff${xml}`), "application/xml"],
  ["UTF-16 with a mark", Buffer.from(`\ufeff<?xml version="1.0" encoding="utf-16"?>${xml}`, "utf16le"), "application/xml"],
  ["UTF-16 of the other order", bigEndian(`\ufeff${xml}`), "application/xml; charset=utf-16"],
  ["UTF-8 that calls itself UTF-16", Buffer.from(`<?xml version="1.0" encoding="utf-16"?>${xml}`), "application/xml"],
  ["Latin-1 by its type", Buffer.from(xml, "latin1"), 'application/xml; charset="ISO-8859-1"'],
  ["Latin-1 by its declaration", Buffer.from(`<?xml version='1.0' encoding='iso-8859-1'?>${xml}`, "latin1"), "text/xml"],
])("XML is read in %s", async (_, body, type) => {
  expect(await readXmlBody(requestOf(body, type))).toMatchObject({ name: "a", uri: "ü" });
});

it.each([
  ["is not in its charset", "text/xml"],
  ["is in a charset that nobody knows", "text/xml; charset=klingon"],
])("XML that %s is refused", async (_, type) => {
  await expect(readXmlBody(requestOf(Buffer.from(xml, "latin1"), type))).rejects.toMatchObject({ status: 400 });
});

it("a text is read in the charset of its type", async () => {
  expect(await readText(requestOf(Buffer.from("Müll", "latin1"), "text/calendar; charset=windows-1252"), 100)).toBe("Müll");
  await expect(readText(requestOf(Buffer.from("Müll", "latin1"), "text/calendar"), 100)).rejects.toThrow(TypeError);
});
