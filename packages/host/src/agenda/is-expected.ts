import type { ExpectedEtag } from "./collection.ts";

/** Whether an ETag is as a client demands. `etag`: undefined if there is no such resource. */
export const isExpected = ({ match, noneMatch }: ExpectedEtag, etag: string | undefined): boolean =>
  (match === undefined || isListed(match, etag)) && (noneMatch === undefined || !isListed(noneMatch, etag));

const isListed = (etags: readonly string[] | "any", etag: string | undefined): boolean =>
  etag !== undefined && (etags === "any" || etags.includes(etag));
