/** A name with its namespace, as `{DAV:}prop`. */
export type XmlName = `{${string}}${string}`;

export const xmlNamespaces = {
  D: "DAV:",
  C: "urn:ietf:params:xml:ns:caldav",
  CS: "http://calendarserver.org/ns/",
  A: "http://apple.com/ns/ical/",
} as const;

const prefixes = new Map<string, string>(Object.entries(xmlNamespaces).map(([prefix, uri]) => [uri, prefix]));

export const davName = (name: string): XmlName => `{DAV:}${name}`;
export const caldavName = (name: string): XmlName => `{${xmlNamespaces.C}}${name}`;
export const nameOf = ({ uri, name }: { readonly uri: string; readonly name: string }): XmlName => `{${uri}}${name}`;

/** Namespace and local name. */
export function splitName(name: XmlName): { uri: string; local: string; prefix: string | undefined } {
  const end = name.lastIndexOf("}");
  const uri = name.slice(1, end);
  return { uri, local: name.slice(end + 1), prefix: prefixes.get(uri) };
}
