import { entityTag } from "../collections/resource-properties.ts";

/** What `If-Match` and `If-None-Match` demand of the ETag that a resource has. Undefined without either (RFC 9110, section 13.1). */
export function readConditions({ headers }: Request): ((etag: string | undefined) => boolean) | undefined {
  const [match, noneMatch] = [headers.get("if-match"), headers.get("if-none-match")];
  if (match === null && noneMatch === null) return undefined;
  return (etag) => (match === null || isListed(match, etag)) && (noneMatch === null || !isListed(noneMatch, etag));
}

function isListed(header: string, etag: string | undefined): boolean {
  if (etag === undefined) return false;
  return header.split(",").some((each) => each.trim() === "*" || each.trim().replace(/^W\//, "") === entityTag(etag));
}
