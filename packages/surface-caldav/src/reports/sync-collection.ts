import type { Collection, ResourceChange } from "@casement/host";
import { collectionPath, type DavContext, resourcePath } from "../collections/dav-context.ts";
import { DavError } from "../protocol/dav-error.ts";
import { inBatches, statusResponse, streamMultistatus } from "../protocol/multistatus.ts";
import type { XmlElement } from "../xml/read-xml.ts";
import { escapeXml, xmlElement } from "../xml/write-xml.ts";
import { davName, nameOf } from "../xml/xml-names.ts";
import { createResponder } from "./calendar-data.ts";

/** The report `sync-collection` of RFC 6578. Depth 1, which older clients send, counts as 0. */
export async function syncCollection(context: DavContext, collection: Collection, report: XmlElement): Promise<Response> {
  const child = (name: string): XmlElement | undefined => report.children.find((each) => nameOf(each) === davName(name));
  const responder = createResponder(context, collection, report);
  const all = await collection.since(child("sync-token")?.text.trim() ?? "");
  if (!all)
    throw new DavError(403, "The sync-token is not known or too old. Synchronize from the start.", {
      precondition: davName("valid-sync-token"),
    });
  const changes = firstChanges(all, child("limit"));
  const token = changes.at(-1)?.token ?? collection.token;
  async function* batches(): AsyncGenerator<string> {
    for (const batch of inBatches(changes)) {
      const resources = responder.needsContent ? await collection.read(batch.map(({ group }) => group)) : [];
      yield batch
        .map(({ group, name, etag }, at) =>
          etag === null
            ? statusResponse(context.hrefOf(resourcePath(context, collection, name)), "404 Not Found")
            : responder.respond({ group, name, etag, spans: [] }, resources[at]),
        )
        .join("");
    }
    if (changes.length < all!.length)
      yield statusResponse(
        context.hrefOf(collectionPath(context, collection)),
        "507 Insufficient Storage",
        xmlElement(davName("error"), xmlElement(davName("number-of-matches-within-limits"))),
      );
  }
  return streamMultistatus(batches(), xmlElement(davName("sync-token"), escapeXml(token)));
}

/** At most as many as the client wants, where the rest can be asked for with another token. */
function firstChanges(all: readonly ResourceChange[], limit: XmlElement | undefined): readonly ResourceChange[] {
  const wanted = Number(limit?.children.find((each) => nameOf(each) === davName("nresults"))?.text);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted >= all.length) return all;
  return all[wanted - 1]!.token === all.at(-1)!.token ? all : all.slice(0, wanted);
}
