import { propertiesOf, textOf } from "../../protocol/properties-of.ts";
import { defineRoute, type GraphRequest, type GraphResult, noContentResult, okResult, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { AreaContext } from "../area.ts";
import { expirationOf, isExpired, nextRangesOf, type RangedUpload, receiveRange, startUpload } from "../ranged-upload.ts";
import { invalidRequest } from "./task-fields.ts";
import { type TodoAccess, taskNotFound } from "./todo-access.ts";
import type { TaskPart } from "./todo-store.ts";

const maxAttachmentBytes = 25 * 1024 * 1024;
const taskPath = "/me/todo/lists/{list}/tasks/{task}";

interface TaskUpload {
  readonly task: string;
  readonly name: string;
  readonly contentType: string;
  readonly upload: RangedUpload;
}

export interface TaskUploadOptions {
  access: TodoAccess;
  context: Pick<AreaContext, "clock" | "ids">;
  attach(request: GraphRequest, file: { name: string; contentType: string; bytes: Uint8Array }): TaskPart;
}

/**
 * Creates the routes that upload an attachment of a task in ranges. Unlike those of mail, they need the token. Source:
 * learn.microsoft.com/graph/todo-attachments.
 */
export function createTaskUploadRoutes({ access, context: { clock, ids }, attach }: TaskUploadOptions): Route[] {
  const uploads = new Map<string, TaskUpload>();
  const addressOf = ({ origin, mailboxUser, params }: GraphRequest) =>
    `${origin}/v1.0/users/${mailboxUser.id}/todo/lists/${params.list}/tasks/${params.task}`;

  const open = (request: GraphRequest): GraphResult => {
    const { attachmentType, name, size, contentType } = propertiesOf(propertiesOf(request.body).attachmentInfo);
    if (String(attachmentType).toLowerCase() !== "file" || typeof name !== "string" || !Number.isInteger(size)) throw invalidRequest();
    if (Number(size) > maxAttachmentBytes) throw createRefusal("todo-upload-too-large");
    const upload = startUpload(Number(size), clock);
    const id = ids.exchange("task-attachment-session");
    const type = textOf(contentType) ?? "application/octet-stream";
    uploads.set(id, { task: access.task(request).key, name, contentType: type, upload });
    return okResult({
      "@odata.context": `${request.origin}/v1.0/$metadata#microsoft.graph.uploadSession`,
      uploadUrl: `${addressOf(request)}/attachmentSessions/${id}`,
      expirationDateTime: expirationOf(upload),
      nextExpectedRanges: nextRangesOf(upload),
    });
  };
  const find = (request: GraphRequest): TaskUpload & { id: string } => {
    const id = request.params.session!;
    const found = uploads.get(id);
    if (found?.task !== access.task(request).key || isExpired(found.upload, clock)) throw taskNotFound();
    return { id, ...found };
  };
  const read = (request: GraphRequest): GraphResult => {
    const { id, upload } = find(request);
    return okResult({ id, expirationDateTime: expirationOf(upload), nextExpectedRanges: nextRangesOf(upload) });
  };
  const receive = (request: GraphRequest): GraphResult => {
    const { id, upload, name, contentType } = find(request);
    if (!receiveRange(upload, request.headers.get("content-range"), request.bytes))
      return okResult({ ExpirationDateTime: expirationOf(upload), NextExpectedRanges: nextRangesOf(upload) });
    uploads.delete(id);
    const attachment = attach(request, { name, contentType, bytes: upload.bytes });
    return { status: 201, headers: { Location: `${addressOf(request)}/attachments/${attachment.id}` } };
  };
  const remove = (request: GraphRequest): GraphResult => {
    uploads.delete(find(request).id);
    return noContentResult();
  };
  return [
    defineRoute("POST", `${taskPath}/attachments/createUploadSession`, open),
    defineRoute("GET", `${taskPath}/attachmentSessions/{session}`, read),
    defineRoute("PUT", `${taskPath}/attachmentSessions/{session}/content`, receive),
    defineRoute("DELETE", `${taskPath}/attachmentSessions/{session}`, remove),
  ];
}
