import type { CallerIdentity } from "../../protocol/authenticate-request.ts";
import type { GraphResponse } from "../../protocol/graph-response.ts";
import type { IncomingRequest } from "../../protocol/incoming-request.ts";
import type { GraphItem } from "./subscribable-resource.ts";

const root = "https://graph.microsoft.com/v1.0";
const neverAborted = new AbortController().signal;

interface Page {
  readonly value?: readonly GraphItem[];
  readonly "@odata.nextLink"?: string;
}

/**
 * Reads all pages of a collection, or one object, with the caller's permissions.
 *
 * @throws GraphFault when Graph refuses the request.
 */
export async function readAllPages(
  graph: (incoming: IncomingRequest) => Promise<GraphResponse>,
  caller: CallerIdentity,
  path: string,
  immutableIds: boolean,
): Promise<readonly GraphItem[]> {
  const headers = new Headers(immutableIds ? { prefer: 'IdType="ImmutableId"' } : {});
  const items: GraphItem[] = [];
  for (let link: string | undefined = root + path; link !== undefined; ) {
    const { body } = await graph({
      method: "GET",
      url: new URL(link),
      headers,
      bytes: new Uint8Array(),
      signal: neverAborted,
      internalFor: caller,
    });
    const { value, "@odata.nextLink": next } = body as Page;
    items.push(...(value ?? [body as GraphItem]));
    link = next;
  }
  return items;
}
