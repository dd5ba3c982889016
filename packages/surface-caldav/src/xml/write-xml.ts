import { splitName, type XmlName, xmlNamespaces } from "./xml-names.ts";

/** Text without what XML 1.0 cannot hold. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"\r]/g, (character) => entities[character]!);
}
// A bare carriage return would be read back as a line feed.
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;" };

/** An element with content that is XML already. */
export function xmlElement(name: XmlName, content = ""): string {
  const { uri, local, prefix } = splitName(name);
  if (prefix !== undefined) return content === "" ? `<${prefix}:${local}/>` : `<${prefix}:${local}>${content}</${prefix}:${local}>`;
  if (uri === "") return content === "" ? `<${local}/>` : `<${local}>${content}</${local}>`;
  return `<x:${local} xmlns:x="${escapeXml(uri)}"${content === "" ? "/>" : `>${content}</x:${local}>`}`;
}

const declarations = Object.entries(xmlNamespaces)
  .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
  .join("");

/** Begin and end of a document whose root is in the namespace `DAV:`. */
export const documentStart = (root: string): string => `<?xml version="1.0" encoding="utf-8"?>\n<D:${root}${declarations}>`;
export const documentEnd = (root: string): string => `</D:${root}>\n`;
