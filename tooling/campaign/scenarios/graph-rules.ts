import type { FaultAction, FaultRule, ProxiedRequest } from "../harness/fault-proxy.ts";

// Rules of the proxy that the scenarios share.

export const jsonHeaders = { "content-type": "application/json" };
export const isGraph = ({ path }: ProxiedRequest): boolean => path.startsWith("/v1.0");
export const isToken = ({ path }: ProxiedRequest): boolean => path.endsWith("/oauth2/v2.0/token");
export const isRead = (request: ProxiedRequest): boolean => isGraph(request) && (request.method === "GET" || request.batch !== undefined);
export const errorBody = (code: string, message = "x"): string => JSON.stringify({ error: { code, message } });

/** A response of the proxy. */
export const respondWith = (status: number, body: string | Buffer = "", headers: Record<string, string> = jsonHeaders): FaultAction => ({
  kind: "respond",
  status,
  body,
  headers,
});

type RequestTest = (request: ProxiedRequest) => boolean;

export const actOn =
  (test: RequestTest, action: FaultAction | (() => FaultAction | undefined)): FaultRule =>
  (request) =>
    test(request) ? (typeof action === "function" ? action() : action) : undefined;

export interface BatchPart {
  readonly id: string;
  readonly status: number | string;
  readonly headers?: Record<string, string>;
  readonly body?: any;
}

/** Changes the parts of every `$batch` response. */
export const changeParts =
  (change: (parts: readonly BatchPart[]) => readonly unknown[]): FaultRule =>
  ({ batch }) =>
    batch && { kind: "change", change: ({ data }) => ({ data: withJson(data, (body) => ({ responses: change(body.responses) })) }) };

/** Changes the body of every response of Graph, in batches and outside. `url` is the request's. */
export const changeBodies =
  (change: (body: any, url: string) => unknown): FaultRule =>
  (request) => {
    if (!isGraph(request)) return undefined;
    const urls = new Map(request.batch?.map(({ id, url }) => [id, url]));
    return {
      kind: "change",
      change: ({ data }) => ({
        data: withJson(data, (body) =>
          request.batch
            ? { responses: body.responses.map((part: any) => ({ ...part, body: change(part.body, urls.get(part.id) ?? "") })) }
            : change(body, request.url),
        ),
      }),
    };
  };

function withJson(data: Buffer, change: (body: any) => unknown): Buffer {
  let body: unknown;
  try {
    body = JSON.parse(data.toString());
  } catch {
    return data;
  }
  return Buffer.from(JSON.stringify(change(body)));
}
