import { readXml, type XmlElement } from "../xml/read-xml.ts";
import type { XmlName } from "../xml/xml-names.ts";
import { DavError } from "./dav-error.ts";

/** About 10,000 hrefs. */
const maxXmlBytes = 2 * 1024 * 1024;

/** The XML of a request. Undefined without a body. @throws DavError 400, 413 */
export async function readXmlBody(request: Request): Promise<XmlElement | undefined> {
  const bytes = await readBytes(request, maxXmlBytes);
  try {
    const text = decodeText(bytes, charsetOf(request) ?? declaredEncoding(bytes));
    return text.trim() === "" ? undefined : readXml(text);
  } catch (error) {
    throw new DavError(400, `The XML of the request cannot be read: ${error instanceof Error ? error.message : "unknown error"}`);
  }
}

/** The text of a request, in the charset that it names. @throws DavError 413 and, for what is not in that charset, RangeError or TypeError */
export async function readText(request: Request, maxBytes: number, precondition?: XmlName): Promise<string> {
  return decodeText(await readBytes(request, maxBytes, precondition), charsetOf(request));
}

const charsetOf = ({ headers }: Request): string | undefined =>
  /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(headers.get("content-type") ?? "")?.[1];

/** What the XML declaration says, for encodings that contain ASCII. */
const declaredEncoding = (bytes: Buffer): string | undefined =>
  /^<\?xml[^>]*?encoding\s*=\s*["']((?!utf-16)[\w.-]+)/i.exec(bytes.toString("latin1", 0, 100))?.[1];

/** A byte order mark says more than a name. Default: UTF-8. */
function decodeText(bytes: Buffer, charset = "utf-8"): string {
  const mark = bytes.toString("latin1", 0, 2);
  const label = mark === "\xff\xfe" ? "utf-16le" : mark === "\xfe\xff" ? "utf-16be" : charset;
  return new TextDecoder(label, { fatal: true }).decode(bytes);
}

async function readBytes({ body, headers }: Request, maxBytes: number, precondition?: XmlName): Promise<Buffer> {
  const tooLong = new DavError(413, `The request is longer than ${maxBytes} bytes.`, { ...(precondition && { precondition }) });
  if (Number(headers.get("content-length")) > maxBytes) throw tooLong;
  if (!body) return Buffer.alloc(0);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes += next.value.length;
    if (bytes > maxBytes) {
      await reader.cancel();
      throw tooLong;
    }
    parts.push(next.value);
  }
  return Buffer.concat(parts);
}
