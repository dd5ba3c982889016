import { CasementError } from "@casement/core";

/** Where a request goes: a normalized path below `/v1.0`, which is both checked and sent, and its query ("" or "?…"). */
export interface RequestTarget {
  readonly path: string;
  readonly query: string;
}

/**
 * Parses an address from a plugin or a Graph link: "/me/events?$top=5", or absolute below `${origin}/v1.0/`. Decodes and encodes each
 * segment once.
 * @throws CasementError `scope-fence` when a server could understand the address as another path
 */
export function parseTarget(
  address: string,
  origin: string,
  query: Readonly<Record<string, string | number | boolean>> = {},
): RequestTarget {
  const [rawPath = "", ...rest] = belowVersion(address, origin).split("?");
  const rawQuery = rest.join("?");
  if (rawPath.includes("#") || rawQuery.includes("#")) throw invalidAddress("has a fragment (#)");
  const segments = rawPath.replace(/^\/|\/$/g, "").split("/");
  const isPlain = !rawPath.includes(":");
  const path = segments.map((segment, index) => canonicalSegment(segment, !isPlain && isInFilePath(segments, index))).join("/");
  const terms = [
    ...rawQuery.split("&").filter(Boolean).map(encodeQueryTerm),
    ...Object.entries(query).map(([name, value]) => `${encodeReadably(name)}=${encodeReadably(String(value))}`),
  ];
  return { path: `/${path}`, query: terms.length > 0 ? `?${terms.join("&")}` : "" };
}

/** Turns `mailFolders('inbox')` into `mailFolders/inbox`, the only form in the permission map. */
export const unquoteKeys = (path: string): string => path.replace(/\('([^']*)'\)/g, "/$1");

export const invalidAddress = (why: string): CasementError =>
  new CasementError("scope-fence", `A Graph address ${why}. The request was not sent. Use a plain path such as "/me/events".`);

function belowVersion(address: string, origin: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) {
    const base = `${origin}/v1.0/`;
    if (address.slice(0, base.length).toLowerCase() !== base.toLowerCase()) throw invalidAddress("does not belong to Graph v1.0");
    return address.slice(base.length - 1);
  }
  if (!address.startsWith("/")) throw invalidAddress("does not begin with /");
  if (/^\/beta(\/|$)/i.test(address)) throw invalidAddress("uses /beta; only v1.0 is supported");
  return address.replace(/^\/v1\.0(?=\/)/i, "");
}

/** Whether a text can be one segment of a path. No id of Graph contains separators, control characters or a second layer of encoding. */
export const isPathSegment = (text: string): boolean => text !== "" && !/^\.\.?$|[/\\?#%]|\p{Cc}/u.test(text);

const notInIds = "/\\\\?#%()\\u0000-\\u001f\\u007f-\\u009f";
/** What JSON Schema can say of an ID: no separators, parentheses or control characters, no spaces around it, no `$` before and no `:` after it. */
export const itemIdPattern: string = `^[^\\s$:${notInIds}]([^${notInIds}]*[^\\s:${notInIds}])?$`;
const itemId = new RegExp(itemIdPattern, "u");

/** Whether a text can be an ID: one segment that is neither a name of OData (`$count`, `delta`) nor a call, and that has no spaces around it. */
export const isItemId = (text: string): boolean => isPathSegment(text) && itemId.test(text) && !/^microsoft\.graph\.|^delta$/i.test(text);

/** Whether the segment is part of a file's path: `a` and `b` in `root:/a/b:/children` and in `root:/a/b`. */
function isInFilePath(segments: readonly string[], index: number): boolean {
  const colons = segments.slice(0, index).filter((segment) => segment.endsWith(":")).length;
  return (
    colons % 2 === 1 && /^\/?(?:me\/drive|drives|users\/[^/]+\/drive|groups\/[^/]+\/drive|sites|shares)(?:\/|$)/i.test(segments.join("/"))
  );
}

function canonicalSegment(segment: string, isFileName: boolean): string {
  // Nearly every segment. All that follows would return it as it is.
  if (/^[\w=-]+$/.test(segment)) return segment;
  let decoded: string;
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    throw invalidAddress("is not correctly encoded");
  }
  if (decoded === "") throw invalidAddress("has an empty segment (//)");
  if (decoded === "." || decoded === "..") throw invalidAddress("contains . or .. as a segment");
  // No Graph id contains a second layer of encoding, separators or control characters. A text in quotation marks may contain separators, and
  // a file's name # and %, as long as no server can understand them as another path.
  const checked = isFileName ? decoded.replace(/[#%]/g, "x") : decoded.replace(/'(?:[^']|'')*'/g, "''");
  if (!isPathSegment(checked)) throw invalidAddress("contains an encoded separator or control character");
  if (/\p{Cc}|%[0-9a-f]{2}/iu.test(decoded)) throw invalidAddress("is encoded twice or contains a control character");
  if (decoded.split(/[/\\]/).some((part) => /^'?\.\.?'?$/.test(part))) throw invalidAddress("contains . or .. as a segment");
  return encodeURIComponent(decoded).replace(/%(3A|40|3D|24|2C|3B)/g, decodeURIComponent);
}

const encodeReadably = (text: string): string => encodeURIComponent(text).replace(/%(24|2C|3A|2F|40)/g, decodeURIComponent);
const encodeQueryTerm = (term: string): string => term.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]/gu, encodeURIComponent);
