import { CasementError } from "@casement/core";

/** Where a request goes: a path below `/v1.0` in the one spelling that is both checked and sent, and its query ("" or "?…"). */
export interface RequestTarget {
  readonly path: string;
  readonly query: string;
}

/**
 * Reads an address as a plugin or a link of Graph writes it: "/me/events?$top=5", or absolute below `${origin}/v1.0/`.
 * Every segment is decoded once and encoded again; what could mean another path to somebody else is refused with `scope-fence`.
 */
export function parseTarget(
  address: string,
  origin: string,
  query: Readonly<Record<string, string | number | boolean>> = {},
): RequestTarget {
  const [rawPath = "", ...rest] = belowVersion(address, origin).split("?");
  const rawQuery = rest.join("?");
  if (rawPath.includes("#") || rawQuery.includes("#")) throw invalidAddress("has a fragment (#)");
  const path = rawPath
    .replace(/^\/|\/$/g, "")
    .split("/")
    .map(canonicalSegment)
    .join("/");
  const terms = [
    ...rawQuery.split("&").filter(Boolean).map(encodeQueryTerm),
    ...Object.entries(query).map(([name, value]) => `${encodeReadably(name)}=${encodeReadably(String(value))}`),
  ];
  return { path: `/${path}`, query: terms.length > 0 ? `?${terms.join("&")}` : "" };
}

/** `mailFolders('inbox')` and `mailFolders/inbox` are one path; the map has the second spelling only. */
export const unquoteKeys = (path: string): string => path.replace(/\('([^']*)'\)/g, "/$1");

export const invalidAddress = (why: string): CasementError =>
  new CasementError("scope-fence", `A Graph address ${why}. Nothing was sent. Give a plain path such as "/me/events".`);

function belowVersion(address: string, origin: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) {
    const base = `${origin}/v1.0/`;
    if (address.slice(0, base.length).toLowerCase() !== base.toLowerCase()) throw invalidAddress("leads away from Graph v1.0");
    return address.slice(base.length - 1);
  }
  if (!address.startsWith("/")) throw invalidAddress("does not begin with /");
  if (/^\/beta(\/|$)/i.test(address)) throw invalidAddress("asks for /beta; only v1.0 is used");
  return address.replace(/^\/v1\.0(?=\/)/i, "");
}

function canonicalSegment(segment: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    throw invalidAddress("is not well encoded");
  }
  if (decoded === "") throw invalidAddress("has an empty segment (//)");
  if (decoded === "." || decoded === "..") throw invalidAddress("climbs (. or ..)");
  // A second layer of encoding, separators and control characters: no Graph id has them.
  if (/[/\\?#%]|\p{Cc}/u.test(decoded)) throw invalidAddress("hides a separator or a control character in a segment");
  return encodeURIComponent(decoded).replace(/%(3A|40|3D|24|2C|3B)/g, decodeURIComponent);
}

const encodeReadably = (text: string): string => encodeURIComponent(text).replace(/%(24|2C|3A|2F|40)/g, decodeURIComponent);
const encodeQueryTerm = (term: string): string => term.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]/gu, encodeURIComponent);
