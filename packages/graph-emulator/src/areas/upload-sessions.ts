import { publicOriginOf } from "../entra/public-origin.ts";
import { badRequest, GraphFault } from "../protocol/graph-fault.ts";
import { propertiesOf, textOf } from "../protocol/properties-of.ts";
import { createdResult, type GraphRequest, type GraphResult } from "../protocol/route.ts";
import { createRefusal } from "../refusals/create-refusal.ts";
import type { AreaContext } from "./area.ts";
import { expirationOf, isExpired, nextRangesOf, type RangedUpload, receiveRange, startUpload } from "./ranged-upload.ts";

/** In bytes, as measured by clients. Graph's documentation says 3 MB. */
const minAttachmentBytes = 2 * 1024 * 1024;
const maxAttachmentBytes = 150 * 1024 * 1024;

export interface UploadedFile {
  name: string;
  /** In bytes. */
  size: number;
  contentType: string | undefined;
  isInline: boolean;
  contentId: string | undefined;
}

/** The message or event to which a file is uploaded. */
export interface UploadTarget {
  /** End of its URL: `Messages('AAMk…')`. */
  place: string;
  /**
   * Attaches the file and returns the id of the attachment.
   *
   * @throws GraphFault when the message or event is gone.
   */
  attach(file: UploadedFile, bytes: Uint8Array): string;
}

interface Session {
  /** Secret part of the URL. */
  token: string;
  /** URL of the message or event. */
  place: string;
  item: UploadedFile;
  attach: UploadTarget["attach"];
  upload: RangedUpload;
}

/** Uploads attachments in ranges, at a URL that is itself a secret and needs no token. */
export interface UploadSessions {
  /** Handles `POST …/attachments/createUploadSession`. */
  open(request: GraphRequest, target: UploadTarget): GraphResult;
  /**
   * Handles `PUT`, `GET`, and `DELETE` of the URL of an upload session.
   *
   * @throws GraphFault when the session is unknown or the request is invalid.
   */
  handle(request: Request): Promise<Response>;
}

export function createUploadSessions({ clock, ids }: Pick<AreaContext, "clock" | "ids">): UploadSessions {
  const sessions = new Map<string, Session>();

  const statusOf = ({ upload }: Session) => ({ expirationDateTime: expirationOf(upload), nextExpectedRanges: nextRangesOf(upload) });

  function open(request: GraphRequest, { place, attach }: UploadTarget): GraphResult {
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
    const itemUrl = `${host}/api/v2.0/Users('${user.id}@${user.tenantId}')/${place}`;
    const token = ids.guid("upload-token").replaceAll("-", "");
    const session: Session = {
      token,
      place: itemUrl,
      attach,
      item: { name, size, contentType: textOf(contentType), isInline: isInline === true, contentId: textOf(contentId) },
      upload: startUpload(size, clock),
    };
    sessions.set(id, session);
    return createdResult({
      "@odata.context": `${request.origin}/v1.0/$metadata#microsoft.graph.uploadSession`,
      uploadUrl: `${itemUrl}/AttachmentSessions('${id}')?authtoken=${token}`,
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
    if (!session || session.token !== url.searchParams.get("authtoken") || isExpired(session.upload, clock))
      throw new GraphFault(404, "ErrorItemNotFound", "The upload session was not found: it is finished, deleted or expired.");
    return { id, session };
  }

  async function put(id: string, session: Session, request: Request): Promise<Response> {
    const bytes = new Uint8Array(await request.arrayBuffer());
    const { upload, item, place } = session;
    const [office, user] = place.split("/Users");
    if (!receiveRange(upload, request.headers.get("content-range"), bytes))
      return Response.json({
        "@odata.context": `${office}/$metadata#Users${encodeUrlKeys(user!)}/AttachmentSessions/$entity`,
        ExpirationDateTime: expirationOf(upload),
        nextExpectedRanges: nextRangesOf(upload),
      });
    sessions.delete(id);
    return new Response(null, {
      status: 201,
      headers: { Location: `${place}/Attachments('${session.attach(item, upload.bytes)}')` },
    });
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

/** Percent-encodes the keys in a path such as `('…')/Messages('…')`. */
const encodeUrlKeys = (path: string): string => path.replaceAll(/'([^']*)'/g, (_, key: string) => `'${encodeURIComponent(key)}'`);
