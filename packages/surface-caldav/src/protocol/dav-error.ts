import { documentEnd, documentStart, escapeXml, xmlElement } from "../xml/write-xml.ts";
import { davName, type XmlName } from "../xml/xml-names.ts";

export interface DavErrorDetails {
  /** The precondition that the request does not meet: `{DAV:}valid-sync-token`. */
  readonly precondition?: XmlName;
  /** XML within the precondition. */
  readonly content?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a client gets instead of an answer (RFC 4918, section 16). The message is for people. */
export class DavError extends Error {
  readonly status: number;
  readonly details: DavErrorDetails;

  constructor(status: number, message: string, details: DavErrorDetails = {}) {
    super(message);
    this.name = "DavError";
    this.status = status;
    this.details = details;
  }
}

export function toErrorResponse({ status, message, details: { precondition, content, headers } }: DavError): Response {
  const cause = precondition === undefined ? "" : xmlElement(precondition, content);
  const text = xmlElement(davName("responsedescription"), escapeXml(message));
  return new Response(`${documentStart("error")}${cause}${text}${documentEnd("error")}`, {
    status,
    headers: { ...headers, "content-type": "application/xml; charset=utf-8" },
  });
}
