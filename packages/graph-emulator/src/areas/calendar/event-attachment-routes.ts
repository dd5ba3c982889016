import { badRequest, notFound } from "../../protocol/graph-fault.ts";
import { buildEntity, buildListPage } from "../../protocol/odata/list-page.ts";
import { propertiesOf, textOf } from "../../protocol/properties-of.ts";
import { defineRoute, type GraphRequest, type GraphResult, noContentResult, type Route } from "../../protocol/route.ts";
import { createMissingItemFault } from "../../protocol/store/exchange-id.ts";
import type { UploadSessions } from "../upload-sessions.ts";
import { checkWritable, type FoundEvent, findEvent } from "./calendar-access.ts";
import { contextPrefixOf } from "./calendar-routes.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { eventBasePaths } from "./event-routes.ts";
import type { StoredAttachment } from "./stored-event.ts";

/** Larger attachments need an upload session. */
const maxBytes = 3 * 1024 * 1024;

export function createEventAttachmentRoutes(store: CalendarStore, uploads: UploadSessions): Route[] {
  const context = (request: GraphRequest, { instance }: FoundEvent) =>
    `${contextPrefixOf(request)}/events('${encodeURIComponent(instance.event.id)}')/attachments`;

  const find = (request: GraphRequest): { found: FoundEvent; attachment: StoredAttachment } => {
    const found = findEvent(store, request);
    const attachment = found.instance.event.attachments.find(({ id }) => id === request.params.attachment);
    if (!attachment) throw createMissingItemFault(request.params.attachment!);
    return { found, attachment };
  };

  const list = (request: GraphRequest): GraphResult => {
    const found = findEvent(store, request);
    const attachmentItself = (attachment: StoredAttachment) => attachment;
    return buildListPage(request, found.instance.event.attachments, {
      context: context(request, found),
      read: attachmentItself,
      present: attachmentItself,
      defaultTop: 10,
      maxTop: 1000,
      above: "cap",
    });
  };

  const create = (request: GraphRequest): GraphResult => {
    const found = findEvent(store, request);
    checkWritable(request, found);
    const { event } = found.instance;
    const given = propertiesOf(request.body);
    const type = textOf(given["@odata.type"]) ?? "#microsoft.graph.fileAttachment";
    const [name, contentBytes] = [textOf(given.name), textOf(given.contentBytes)];
    if (!name) throw badRequest("The property 'name' is required.", "ErrorInvalidRequest");
    const size = contentBytes === undefined ? JSON.stringify(given.item ?? "").length : Buffer.from(contentBytes, "base64").length;
    if (size > maxBytes) throw badRequest("The attachment is too large: create an upload session.", "ErrorAttachmentSizeLimitExceeded");
    const attachment: StoredAttachment = {
      "@odata.type": type.startsWith("#") ? type : `#${type}`,
      id: store.ids.exchange("eventAttachment"),
      lastModifiedDateTime: store.clock.now().toISOString(),
      name,
      contentType: textOf(given.contentType) ?? null,
      size,
      isInline: given.isInline === true,
      ...(contentBytes !== undefined && { contentBytes }),
    };
    event.attachments.push(attachment);
    store.markChanged(event);
    return { ...buildEntity(request, context(request, found), attachment), status: 201 };
  };

  const get = (request: GraphRequest): GraphResult => {
    const { found, attachment } = find(request);
    return buildEntity(request, context(request, found), attachment);
  };

  const value = (request: GraphRequest): GraphResult => {
    const { attachment } = find(request);
    const body = new Uint8Array(Buffer.from(attachment.contentBytes ?? "", "base64"));
    return { status: 200, headers: { "Content-Type": attachment.contentType ?? "application/octet-stream" }, body };
  };

  const remove = (request: GraphRequest): GraphResult => {
    const { found, attachment } = find(request);
    checkWritable(request, found);
    const { event } = found.instance;
    event.attachments = event.attachments.filter((other) => other !== attachment);
    store.markChanged(event);
    return noContentResult();
  };

  const openUpload = (request: GraphRequest): GraphResult => {
    const found = findEvent(store, request);
    checkWritable(request, found);
    const { event } = found.instance;
    return uploads.open(request, {
      place: `Events('${found.instance.id}')`,
      attach({ name, size, contentType = "application/octet-stream", isInline }, bytes) {
        if (!found.target.source.owner.events.has(event.id)) throw notFound("The event of the upload session is gone.");
        const id = store.ids.exchange("eventAttachment");
        const lastModifiedDateTime = store.clock.now().toISOString();
        const contentBytes = Buffer.from(bytes).toString("base64");
        event.attachments.push({
          "@odata.type": "#microsoft.graph.fileAttachment",
          id,
          lastModifiedDateTime,
          name,
          contentType,
          size,
          isInline,
          contentBytes,
        });
        store.markChanged(event);
        return id;
      },
    });
  };

  const routes = eventBasePaths.flatMap((base) => {
    const path = `${base}/events/{event}/attachments`;
    return [
      defineRoute("GET", path, list),
      defineRoute("POST", path, create),
      defineRoute("GET", `${path}/{attachment}`, get),
      defineRoute("GET", `${path}/{attachment}/$value`, value),
      defineRoute("DELETE", `${path}/{attachment}`, remove),
    ];
  });
  return [...routes, defineRoute("POST", "/me/events/{event}/attachments/createUploadSession", openUpload)];
}
