import type { CallerIdentity } from "../authenticate-request.ts";
import type { IncomingRequest } from "../graph.ts";
import type { GraphResponse } from "../graph-response.ts";
import type { GraphItem } from "./subscribable-resource.ts";

const root = "https://graph.microsoft.com/v1.0";
const neverAborted = new AbortController().signal;

interface Page {
  readonly value?: readonly GraphItem[];
  readonly "@odata.nextLink"?: string;
}

/** All pages of a collection, or one object, as this person with these permissions sees them. Throws what Graph refuses. */
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
