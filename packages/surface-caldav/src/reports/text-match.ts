import { DavError } from "../protocol/dav-error.ts";
import type { XmlElement } from "../xml/read-xml.ts";
import { caldavName } from "../xml/xml-names.ts";

const lowerAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const collations: Readonly<Record<string, (text: string) => string>> = {
  "i;ascii-casemap": lowerAscii,
  "i;octet": (text) => text,
  "i;unicode-casemap": (text) => text.normalize("NFKD").toLowerCase(),
};

/** Whether a text contains what a `text-match` looks for. @throws DavError 403 for an unknown collation */
export function readTextMatch({ attributes, text }: XmlElement): (value: string) => boolean {
  const { collation = "i;ascii-casemap", "negate-condition": negate = "no" } = attributes;
  const fold = Object.hasOwn(collations, collation) ? collations[collation]! : undefined;
  if (!fold) throw new DavError(403, "The collation is not known.", { precondition: caldavName("supported-collation") });
  const wanted = fold(text);
  return (value) => fold(value).includes(wanted) !== (negate === "yes");
}
