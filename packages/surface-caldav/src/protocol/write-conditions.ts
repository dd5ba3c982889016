import type { ExpectedEtag } from "@casement/host";

/** What `If-Match` and `If-None-Match` demand of the ETag that a resource has. Undefined without either (RFC 9110, section 13.1). */
export function readConditions({ headers }: Request): ExpectedEtag | undefined {
  const [match, noneMatch] = [headers.get("if-match"), headers.get("if-none-match")];
  if (match === null && noneMatch === null) return undefined;
  return { ...(match !== null && { match: etagsIn(match) }), ...(noneMatch !== null && { noneMatch: etagsIn(noneMatch) }) };
}

function etagsIn(header: string): readonly string[] | "any" {
  const tags = header.split(",").map((each) => each.trim());
  return tags.includes("*") ? "any" : tags.flatMap((tag) => /^(?:W\/)?"(.*)"$/.exec(tag)?.[1] ?? []);
}
