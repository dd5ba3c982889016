import { publicOriginOf } from "../../entra/public-origin.ts";
import { createRefusal } from "../../refusals.ts";
import type { AreaContext } from "../area.ts";
import { badRequest, GraphFault } from "../graph-fault.ts";
import { propertiesOf, textOf } from "../properties-of.ts";
import { createdResult, type GraphRequest, type GraphResult } from "../route.ts";
import { createFileAttachment } from "./attachments.ts";
import { type LocatedMessage, type MailStore, withAttachment } from "./mail-store.ts";
import { messageIdOf, toExchangeTime } from "./present-mail.ts";

/** In bytes, as measured by clients. Graph's documentation says 3 MB. */
const minAttachmentBytes = 2 * 1024 * 1024;
const maxAttachmentBytes = 150 * 1024 * 1024;
/** Maximum size of one range. */
const maxRangeBytes = 4 * 1024 * 1024;
const sessionLifetimeMs = 24 * 3600_000;

interface Session {
  /** Secret part of the URL. */
  token: string;
  userId: string;
  /** Immutable id of the message. */
  message: string;
  /** URL of the message to which the attachment is added. */
  place: string;
  item: { name: string; size: number; contentType: string | undefined; isInline: boolean; contentId: string | undefined };
  bytes: Uint8Array;
  received: number;
  expires: number;
}

/** Uploads attachments in ranges, at a URL that is itself a secret and needs no token. */
export interface UploadSessions {
  /** Handles `POST …/attachments/createUploadSession`. */
  open(request: GraphRequest, message: LocatedMessage): GraphResult;
  /**
   * Handles `PUT`, `GET`, and `DELETE` of the URL of an upload session.
   *
   * @throws GraphFault when the session is unknown or the request is invalid.
   */
  handle(request: Request): Promise<Response>;
}

export function createUploadSessions(store: MailStore, { clock, ids }: AreaContext): UploadSessions {
  const sessions = new Map<string, Session>();

  const statusOf = (session: Session) => ({
    expirationDateTime: new Date(session.expires).toISOString(),
    nextExpectedRanges: session.received === 0 ? ["0-"] : [String(session.received)],
  });

  function open(request: GraphRequest, { entry }: LocatedMessage): GraphResult {
    const { AttachmentItem: capital, attachmentItem: given = capital } = propertiesOf(request.body);
    const { attachmentType, name, size, contentType, isInline, contentId } = propertiesOf(given);
    if (String(attachmentType).toLowerCase() !== "file" || typeof name !== "string" || typeof size !== "number" || !Number.isInteger(size))
      throw badRequest("AttachmentItem needs attachmentType 'file', a name and a size.", "ErrorInvalidRequest");
    if (size < minAttachmentBytes) throw createRefusal("upload-session-too-small");
    if (size > maxAttachmentBytes) throw createRefusal("upload-session-too-large");
    const id = ids.exchange("attachment-session");
    const { origin, hostname } = new URL(request.origin);
    const { mailboxUser: user } = request;
    // Graph sends uploads to Exchange, which has another host name. Under any other name, this server handles them.
    const host = hostname.startsWith("graph.") ? "https://outlook.office.com" : origin;
    const messageUrl = `${host}/api/v2.0/Users('${user.id}@${user.tenantId}')/Messages('${messageIdOf(request, entry)}')`;
    const token = ids.guid("upload-token").replaceAll("-", "");
    const bytes = new Uint8Array(0);
    const session: Session = {
      token,
      userId: user.id,
      message: entry.key,
      place: messageUrl,
      item: { name, size, contentType: textOf(contentType), isInline: isInline === true, contentId: textOf(contentId) },
      bytes,
      received: 0,
      expires: clock.now().getTime() + sessionLifetimeMs,
    };
    sessions.set(id, session);
    return createdResult({
      "@odata.context": `${request.origin}/v1.0/$metadata#microsoft.graph.uploadSession`,
      uploadUrl: `${messageUrl}/AttachmentSessions('${id}')?authtoken=${token}`,
      ...statusOf(session),
    });
  }

  function find(request: Request): { id: string; session: Session } {
    // If Graph and Exchange have the same host name here, clients cannot know that the token is not for this URL.
    if (request.headers.has("authorization") && /^outlook\./.test(new URL(publicOriginOf(request)).hostname))
      throw createRefusal("upload-with-token");
    const url = new URL(request.url);
    const id = /\/AttachmentSessions\('([^']+)'\)$/.exec(decodeURIComponent(url.pathname))?.[1] ?? "";
    const session = sessions.get(id);
    if (!session || session.token !== url.searchParams.get("authtoken") || session.expires <= clock.now().getTime())
      throw new GraphFault(404, "ErrorItemNotFound", "The upload session was not found: it is finished, deleted or expired.");
    return { id, session };
  }

  async function put(id: string, session: Session, request: Request): Promise<Response> {
    const bytes = new Uint8Array(await request.arrayBuffer());
    const [, first, last, total] = (/^bytes (\d+)-(\d+)\/(\d+)$/.exec(request.headers.get("content-range") ?? "") ?? []).map(Number);
    if (first === undefined || total !== session.item.size || last! - first + 1 !== bytes.length || last! >= total)
      throw badRequest("Content-Range does not fit the session or the bytes that came.", "ErrorInvalidRequest");
    if (bytes.length > maxRangeBytes) throw createRefusal("request-too-large");
    if (first !== session.received) throw createRefusal("upload-out-of-order");
    if (session.bytes.length === 0) session.bytes = new Uint8Array(session.item.size);
    session.bytes.set(bytes, first);
    session.received += bytes.length;
    if (session.received < session.item.size)
      return Response.json({
        "@odata.context": `${session.place.split("/Users")[0]}/$metadata#AttachmentSessions/$entity`,
        ExpirationDateTime: new Date(session.expires).toISOString(),
        nextExpectedRanges: [String(session.received)],
      });
    sessions.delete(id);
    return new Response(null, { status: 201, headers: { Location: `${session.place}/Attachments('${finish(session)}')` } });
  }

  /** Adds the attachment to its message and returns its id. */
  function finish({ userId, message, item, bytes }: Session): string {
    const mailbox = store.mailboxOf(userId);
    const found = mailbox.findMessage(message);
    if (!found) throw new GraphFault(404, "ErrorItemNotFound", "The message of the upload session is gone.");
    const id = store.newAttachmentId();
    const { name, contentType, isInline, contentId } = item;
    const properties = { id, name, contentType, isInline, contentId, lastModifiedDateTime: toExchangeTime(clock.now()) };
    store.replaceMessage({ mailbox, ...found }, withAttachment(found.entry.value, createFileAttachment(bytes, properties)));
    return id;
  }

  return {
    open,
    async handle(request) {
      const { id, session } = find(request);
      if (request.method === "PUT") return put(id, session, request);
      if (request.method === "GET") return Response.json(statusOf(session));
      if (request.method !== "DELETE") throw new GraphFault(405, "ErrorInvalidRequest", "An upload session takes PUT, GET and DELETE.");
      sessions.delete(id);
      return new Response(null, { status: 204 });
    },
  };
}
