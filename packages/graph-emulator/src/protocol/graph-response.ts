import type { GraphFault } from "./graph-fault.ts";
import type { GraphResult } from "./route.ts";

/** A response before it becomes a `Response` or a part of a batch. */
export interface GraphResponse {
  status: number;
  headers: Record<string, string>;
  /** JSON value, or bytes. */
  body: unknown;
}

export interface RequestIds {
  requestId: string;
  clientRequestId: string;
  now: Date;
}

const jsonType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

export function responseOf(result: GraphResult): GraphResponse {
  const { body } = result;
  const type: Record<string, string> =
    body === undefined ? {} : body instanceof Uint8Array ? { "Content-Type": "application/octet-stream" } : { "Content-Type": jsonType };
  return { status: result.status ?? (body === undefined ? 204 : 200), headers: { ...type, ...result.headers }, body };
}

/** Creates a response with Graph's error body. */
export function faultResponseOf(fault: GraphFault, ids: RequestIds): GraphResponse {
  return {
    status: fault.status,
    headers: { "Content-Type": "application/json", ...fault.headers },
    body: {
      error: {
        code: fault.code,
        message: fault.message,
        innerError: { date: ids.now.toISOString().slice(0, 19), "request-id": ids.requestId, "client-request-id": ids.clientRequestId },
      },
    },
  };
}

/** Headers that every response of Graph contains. */
export function commonHeadersOf(ids: RequestIds): Record<string, string> {
  const diagnostic = { ServerInfo: { DataCenter: "Emulator", Slice: "E", Ring: "1", ScaleUnit: "001", RoleInstance: "EM0000001" } };
  return {
    "request-id": ids.requestId,
    "client-request-id": ids.clientRequestId,
    "x-ms-ags-diagnostic": JSON.stringify(diagnostic),
    "OData-Version": "4.0",
    Date: ids.now.toUTCString(),
  };
}

/** Encodes a body as it is sent. */
export function encodeBody(body: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (body === undefined) return undefined;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return new TextEncoder().encode(JSON.stringify(body));
}
