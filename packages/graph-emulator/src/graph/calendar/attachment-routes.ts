import { badRequest, notFound } from "../graph-fault.ts";
import { entity, listPage } from "../odata/list-page.ts";
import { propertiesOf, textOf } from "../properties-of.ts";
import { type GraphCall, type GraphResult, noContent, type Route, route } from "../route.ts";
import { checkWritable, type Found, findEvent } from "./calendar-access.ts";
import { userContext } from "./calendar-routes.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { eventPlaces } from "./event-routes.ts";
import type { StoredAttachment } from "./stored-event.ts";

/** Above this an upload session is needed. */
const maxBytes = 3 * 1024 * 1024;

export function attachmentRoutes(store: CalendarStore): Route[] {
  const context = (call: GraphCall, { instance }: Found) =>
    `${userContext(call)}/events('${encodeURIComponent(instance.event.id)}')/attachments`;

  const find = (call: GraphCall): { found: Found; attachment: StoredAttachment } => {
    const found = findEvent(store, call);
    const attachment = found.instance.event.attachments.find(({ id }) => id === call.params.attachment);
    if (!attachment) throw notFound();
    return { found, attachment };
  };

  const list = (call: GraphCall): GraphResult => {
    const found = findEvent(store, call);
    const same = (attachment: StoredAttachment) => attachment;
    return listPage(call, found.instance.event.attachments, {
      context: context(call, found),
      read: same,
      present: same,
      defaultTop: 10,
      maxTop: 1000,
      above: "cap",
    });
  };

  const create = (call: GraphCall): GraphResult => {
    const found = findEvent(store, call);
    checkWritable(call, found);
    const { event } = found.instance;
    const given = propertiesOf(call.body);
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
    store.touch(event);
    return { ...entity(call, context(call, found), attachment), status: 201 };
  };

  const get = (call: GraphCall): GraphResult => {
    const { found, attachment } = find(call);
    return entity(call, context(call, found), attachment);
  };

  const value = (call: GraphCall): GraphResult => {
    const { attachment } = find(call);
    const body = new Uint8Array(Buffer.from(attachment.contentBytes ?? "", "base64"));
    return { status: 200, headers: { "Content-Type": attachment.contentType ?? "application/octet-stream" }, body };
  };

  const remove = (call: GraphCall): GraphResult => {
    const { found, attachment } = find(call);
    checkWritable(call, found);
    const { event } = found.instance;
    event.attachments = event.attachments.filter((other) => other !== attachment);
    store.touch(event);
    return noContent();
  };

  return eventPlaces.flatMap((base) => {
    const path = `${base}/events/{event}/attachments`;
    return [
      route("GET", path, list),
      route("POST", path, create),
      route("GET", `${path}/{attachment}`, get),
      route("GET", `${path}/{attachment}/$value`, value),
      route("DELETE", `${path}/{attachment}`, remove),
    ];
  });
}
