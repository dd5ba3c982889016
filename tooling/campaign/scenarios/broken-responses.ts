import { gzipSync } from "node:zlib";
import type { ScenarioGroup } from "./fault-scenario.ts";
import { actOn, changeBodies, errorBody, isRead, jsonHeaders, respondWith } from "./graph-rules.ts";
import { type ObservedFault, observeFault } from "./observe-fault.ts";

const reads = (status: number, body: string | Buffer, headers?: Record<string, string>) =>
  actOn(isRead, respondWith(status, body, headers));
const html = { "content-type": "text/html" };
const gzip = { ...jsonHeaders, "content-encoding": "gzip" };
const withItems = (change: (items: any[]) => any[]) =>
  changeBodies((body) => (Array.isArray(body?.value) ? { ...body, value: change(body.value) } : body));
const withDeltaLink = (change: (link: string) => object) =>
  changeBodies((body) => {
    const { "@odata.deltaLink": link, ...rest } = body ?? {};
    return typeof link === "string" ? { ...rest, ...change(link) } : body;
  });
const typedProperties = ["subject", "title", "start", "end", "receivedDateTime", "status", "from", "isRead", "availability", "activity"];
let turn = 0;

const faults: readonly ObservedFault[] = [
  { name: "json-cut", rule: actOn(isRead, { kind: "cut", share: 0.5 }) },
  { name: "connection-cut", rule: actOn(isRead, { kind: "cut", share: 0.5, connection: true }) },
  { name: "captive-portal", rule: reads(200, "<!doctype html><html>Log in</html>", html), noticed: true },
  { name: "html-called-json", rule: reads(200, "<!doctype html><html>Log in</html>") },
  { name: "empty", rule: reads(200, "") },
  { name: "gzip-that-is-none", rule: reads(200, "this is not gzip", gzip) },
  { name: "gzip-cut", rule: reads(200, gzipSync(Buffer.from('{"value":[]}')).subarray(0, 15), gzip) },
  { name: "braces", rule: reads(200, "{}") },
  { name: "null", rule: reads(200, "null") },
  { name: "array", rule: reads(200, "[]") },
  { name: "value-null", rule: reads(200, '{"value":null}') },
  { name: "no-link", rule: reads(200, '{"value":[]}') },
  {
    name: "link-of-another-server",
    rule: withDeltaLink(() => ({ "@odata.deltaLink": "https://elsewhere.example/v1.0/me/messages/delta?$deltatoken=abc" })),
  },
  {
    name: "link-of-another-list",
    rule: withDeltaLink((link) => ({ "@odata.deltaLink": link.replace(/\/lists\/[^/]+\//, "/lists/other/") })),
  },
  { name: "redirect", rule: reads(302, "", { location: "http://127.0.0.1:9/elsewhere" }) },
  { name: "204", rule: reads(204, "", {}) },
  { name: "304", rule: reads(304, "", {}) },
  { name: "null-items", rule: withItems((items) => [...items, null]), quick: true },
  { name: "items-without-id", rule: withItems((items) => [...items, { subject: "no id", "@odata.etag": "x" }]) },
  {
    name: "items-of-wrong-types",
    // A task is announced at once without its title, and its title when it is well.
    changes: ["mail", "event", "chat"],
    rule: withItems((items) =>
      items.map((item) => ({ ...item, ...Object.fromEntries(typedProperties.filter((key) => key in item).map((key) => [key, 12345])) })),
    ),
  },
  { name: "30-mb", rule: reads(200, JSON.stringify({ value: [], junk: "x".repeat(30_000_000) })) },
  {
    name: "bad-utf-8",
    rule: reads(200, Buffer.concat([Buffer.from('{"value":[{"id":"'), Buffer.from([255, 254, 192]), Buffer.from('"}]}')])),
  },
  { name: "200000-levels", rule: reads(200, "[".repeat(200_000) + "]".repeat(200_000)) },
  {
    name: "prototype-names",
    rule: withItems((items) => [...items, JSON.parse('{"id":"__proto__","__proto__":{"x":1}}'), { id: "constructor" }]),
  },
  { name: "400", rule: reads(400, errorBody("BadRequest")) },
  { name: "404", rule: reads(404, errorBody("ErrorItemNotFound")), recovers: 120 },
  { name: "410", rule: reads(410, errorBody("SyncStateNotFound")) },
  { name: "413", rule: reads(413, errorBody("RequestEntityTooLarge")) },
  { name: "403", rule: reads(403, errorBody("Forbidden")), recovers: 120 },
  { name: "next-link-to-itself", rule: withDeltaLink((link) => ({ "@odata.nextLink": link })), maxRequests: 150 },
  {
    name: "next-links-in-a-circle",
    rule: withDeltaLink((link) => ({ "@odata.nextLink": `${link.replace(/&round=\d+/, "")}&round=${turn++ % 2}` })),
    lasts: 45,
    maxRequests: 400,
  },
  {
    name: "next-links-that-never-end",
    rule: withDeltaLink((link) => ({ "@odata.nextLink": `${link.replace(/&round=\d+/, "")}&round=${turn++}` })),
    lasts: 45,
    maxRequests: 400,
  },
];

/** What Graph, or something that poses as Graph, responds. */
export const brokenResponses: ScenarioGroup = { name: "responses", shared: {}, scenarios: faults.map(observeFault) };
