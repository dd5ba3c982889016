import { setImmediate } from "node:timers/promises";
import { documentEnd, documentStart, escapeXml, xmlElement } from "../xml/write-xml.ts";
import { davName, type XmlName } from "../xml/xml-names.ts";

/** A property and its XML content. Undefined: there is no such property here. */
export type PropertyContent = readonly [name: XmlName, content: string | undefined];

const statusLine = (status: string): string => xmlElement(davName("status"), `HTTP/1.1 ${status}`);
/** `href` is percent-encoded. */
export const hrefElement = (href: string): string => xmlElement(davName("href"), escapeXml(href));

/** One `response` with its properties, those that do not exist apart. */
export function propertyResponse(href: string, properties: readonly PropertyContent[]): string {
  const found = properties.filter(([, content]) => content !== undefined);
  const missing = properties.filter(([, content]) => content === undefined);
  const parts = [
    found.length > 0 || missing.length === 0 ? propertyStatus(found, "200 OK") : "",
    missing.length > 0 ? propertyStatus(missing, "404 Not Found") : "",
  ];
  return xmlElement(davName("response"), hrefElement(href) + parts.join(""));
}

export function propertyStatus(properties: readonly PropertyContent[], status: string, more = ""): string {
  const content = properties.map(([name, value]) => xmlElement(name, value)).join("");
  return xmlElement(davName("propstat"), xmlElement(davName("prop"), content) + statusLine(status) + more);
}

/** One `response` with a status of its own. */
export const statusResponse = (href: string, status: string, more = ""): string =>
  xmlElement(davName("response"), hrefElement(href) + statusLine(status) + more);

/** A multistatus as one text. */
export const createMultistatus = (responses: readonly string[]): Response =>
  xmlResponse(`${documentStart("multistatus")}${responses.join("")}${documentEnd("multistatus")}`);

/**
 * A multistatus that is sent while it is made: a long list neither holds up the hub nor lies in memory as a whole. Each batch is made when the
 * connection takes it.
 */
export function streamMultistatus(batches: AsyncIterable<string> | Iterable<string>, end = ""): Response {
  const encoder = new TextEncoder();
  async function* parts(): AsyncGenerator<string> {
    yield documentStart("multistatus");
    for await (const batch of batches) {
      yield batch;
      await setImmediate();
    }
    yield end + documentEnd("multistatus");
  }
  const iterator = parts();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await iterator.return(undefined);
    },
  });
  return xmlResponse(body);
}

const xmlResponse = (body: string | ReadableStream): Response =>
  new Response(body, { status: 207, headers: { "content-type": "application/xml; charset=utf-8", "cache-control": "no-store" } });

/** A list in parts of 100. */
export function* inBatches<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += 100) yield items.slice(at, at + 100);
}
