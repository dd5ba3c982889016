import { expect, it } from "vitest";
import { readXml } from "./read-xml.ts";

const caldav = "urn:ietf:params:xml:ns:caldav";

it("reads what Home Assistant sends, by namespace and not by prefix", () => {
  const plain = readXml(
    `<D:propfind xmlns:D="DAV:"><D:prop><ns0:calendar-color xmlns:ns0="http://apple.com/ns/ical/"/></D:prop></D:propfind>`,
  );
  expect(plain.children[0]!.children[0]).toMatchObject({ uri: "http://apple.com/ns/ical/", name: "calendar-color" });
  const query = readXml(
    `<calendar-query xmlns="${caldav}"><filter><comp-filter name="VCALENDAR"><text-match><![CDATA[a<b]]>&amp;c</text-match></comp-filter></filter></calendar-query>`,
  );
  const filter = query.children[0]!.children[0]!;
  expect([query.uri, filter.attributes.name, filter.children[0]!.text]).toEqual([caldav, "VCALENDAR", "a<b&c"]);
});

it.each([
  ["not closed", "<a><b></a>"],
  ["no namespace for a prefix", "<D:a/>"],
  ["a document type, and so every entity bomb", `<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>`],
  ["an unknown entity", "<a>&nbsp;</a>"],
  ["too deep", `${"<a>".repeat(100)}${"</a>".repeat(100)}`],
  ["too wide", `<a>${"<b/>".repeat(20_000)}</a>`],
  ["too many attributes", `<a ${Array.from({ length: 21_000 }, (_, at) => `b${at}="1"`).join(" ")}/>`],
  ["too many namespaces", `<a ${Array.from({ length: 21_000 }, (_, at) => `xmlns:b${at}="u"`).join(" ")}/>`],
  ["nothing", ""],
])("refuses what has: %s", (_, text) => {
  expect(() => readXml(text)).toThrow();
});
