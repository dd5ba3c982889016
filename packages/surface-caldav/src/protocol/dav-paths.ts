import { createHash } from "node:crypto";

/** What a path below `/dav/` names. Segments are of one collection and one resource. */
export type DavTarget =
  | { readonly kind: "root" }
  | { readonly kind: "principals" | "calendars" }
  | { readonly kind: "principal" | "home"; readonly account: string }
  | { readonly kind: "collection"; readonly account: string; readonly segment: string }
  | { readonly kind: "resource"; readonly account: string; readonly segment: string; readonly name: string };

/**
 * A path is percent-encoded, as hrefs are. Undefined for what cannot exist. The slash at the end of a collection may be missing.
 */
export function parseDavPath(path: string): DavTarget | undefined {
  const segments = path.split("/").slice(1).map(decodeSegment);
  if (segments.includes(undefined)) return undefined;
  const [first, ...parts] = segments as string[];
  if (parts.at(-1) === "") parts.pop();
  if (first !== "dav" || parts.includes("")) return undefined;
  const [tree, account, segment, name] = parts;
  if (tree === undefined) return { kind: "root" };
  if (tree === "principals" && parts.length <= 2) return account === undefined ? { kind: tree } : { kind: "principal", account };
  if (tree !== "calendars" || parts.length > 4) return undefined;
  if (account === undefined) return { kind: tree };
  if (segment === undefined) return { kind: "home", account };
  return name === undefined ? { kind: "collection", account, segment } : { kind: "resource", account, segment, name };
}

export const davRoot = "/dav/";
export const principalPath = (account: string): string => `/dav/principals/${account}/`;
export const homePath = (account: string): string => `/dav/calendars/${account}/`;

/** Unique within the account. Does not change when the calendar is renamed. */
export const collectionSegment = (id: string): string => createHash("sha256").update(id).digest("hex").slice(0, 12);

/** The last segment of a resource's path. Programs choose its name freely, so it can hold any character. */
export const encodeSegment = (name: string): string => encodeURI(name).replace(/[/?#]/g, encodeURIComponent);

/** Undefined for what is not UTF-8. */
function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** The path within the hub of an href in a request, which may be a whole address. It stays encoded. Undefined if it is none. */
export function hrefPath(href: string, request: Request, basePath: string): string | undefined {
  if (!URL.canParse(href, request.url)) return undefined;
  const { pathname } = new URL(href, request.url);
  return basePath !== "" && pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : pathname;
}
