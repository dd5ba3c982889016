import type { Collection, ResourceHead } from "@casement/host";
import type { DavContext } from "../collections/dav-context.ts";
import { collectionSegment, hrefPath, parseDavPath } from "../protocol/dav-paths.ts";
import { inBatches, statusResponse, streamMultistatus } from "../protocol/multistatus.ts";
import type { XmlElement } from "../xml/read-xml.ts";
import { davName, nameOf } from "../xml/xml-names.ts";
import { createResponder } from "./calendar-data.ts";

/** The report `calendar-multiget` of RFC 4791, section 7.9. */
export async function multigetCalendar(context: DavContext, collection: Collection, report: XmlElement): Promise<Response> {
  const responder = createResponder(context, collection, report);
  const segment = collectionSegment(collection.id);
  const heads = new Map((await collection.heads()).map((head) => [head.name, head]));
  const headAt = (path: string): ResourceHead | undefined => {
    const target = parseDavPath(path);
    const isHere = target?.kind === "resource" && target.account === collection.account && target.segment === segment;
    return isHere ? heads.get(target.name) : undefined;
  };
  const { request, basePath } = context.mounted;
  const wanted = report.children
    .filter((child) => nameOf(child) === davName("href"))
    .map(({ text }): { path: string | undefined; head: ResourceHead | undefined; text: string } => {
      const path = hrefPath(text.trim(), request, basePath);
      return { path, head: path === undefined ? undefined : headAt(path), text: text.trim() };
    });
  async function* batches(): AsyncGenerator<string> {
    for (const batch of inBatches(wanted)) {
      const known = batch.flatMap(({ head }) => (head ? [head] : []));
      const resources = await collection.read(known.map(({ group }) => group));
      const byGroup = new Map(known.map(({ group }, at) => [group, resources[at]]));
      yield batch
        .map(({ path, head, text }) => {
          const resource = head && byGroup.get(head.group);
          if (head && resource) return responder.respond(head, resource);
          return statusResponse(path === undefined ? text : context.hrefOf(path), "404 Not Found");
        })
        .join("");
    }
  }
  return streamMultistatus(batches());
}
