import { Client, type Context, type Middleware, ResponseType, TelemetryHandler } from "@microsoft/microsoft-graph-client";
import type { HttpMethod } from "./graph-request.ts";

export type FetchFunction = (input: string, init: RequestInit) => Promise<Response>;

export interface ClientRequest {
  readonly method: HttpMethod;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text or a Buffer. The client would send a view's whole underlying array. */
  readonly body?: string | Buffer | undefined;
  /** Sent only to the Graph origin. */
  readonly token?: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Sends one HTTP request through microsoft-graph-client, which adds the telemetry headers that Graph expects. The middleware chain is our
 * own, so the client neither retries nor follows redirects. Resolves with any status. Rejects with `fetch`'s own error.
 */
export function createGraphClient(origin: string, fetch: FetchFunction): (request: ClientRequest) => Promise<Response> {
  const client = Client.initWithMiddleware({
    baseUrl: origin,
    middleware: [new AuthorizationMiddleware(origin), new TelemetryHandler(), new FetchMiddleware(fetch)],
  });
  return async (request) => {
    const requestOption = new ClientRequestOption(request);
    const clientRequest = client
      .api("/")
      .headers({ ...request.headers })
      .option("signal", request.signal)
      .responseType(ResponseType.RAW)
      .middlewareOptions([requestOption]);
    try {
      switch (request.method) {
        case "GET":
          return await clientRequest.get();
        case "POST":
          return await clientRequest.post(request.body);
        case "PATCH":
          return await clientRequest.patch(request.body);
        case "PUT":
          return await clientRequest.put(request.body);
        case "DELETE":
          return await clientRequest.delete();
      }
    } catch (error) {
      // The client wraps the error and loses its cause.
      throw requestOption.failure ?? error;
    }
  };
}

/** Passes the request to our middleware unchanged: the client itself rewrites queries and accepts absolute links over HTTPS only. */
class ClientRequestOption {
  readonly request: ClientRequest;
  failure: unknown;
  constructor(request: ClientRequest) {
    this.request = request;
  }
}

const requestOptionOf = (context: Context): ClientRequestOption =>
  context.middlewareControl!.getMiddlewareOptions(ClientRequestOption) as unknown as ClientRequestOption;

/** Sets the exact address, and the token if the address is on the Graph origin. */
class AuthorizationMiddleware implements Middleware {
  readonly #origin: string;
  #next: Middleware | undefined;
  constructor(origin: string) {
    this.#origin = origin;
  }
  setNext(next: Middleware): void {
    this.#next = next;
  }
  async execute(context: Context): Promise<void> {
    const { url, token } = requestOptionOf(context).request;
    const headers = { ...(context.options!.headers as Record<string, string>) };
    if (token !== undefined && new URL(url).origin === this.#origin) headers.Authorization = `Bearer ${token}`;
    context.request = url;
    context.options = { ...context.options, headers };
    await this.#next!.execute(context);
  }
}

class FetchMiddleware implements Middleware {
  readonly #fetch: FetchFunction;
  constructor(fetch: FetchFunction) {
    this.#fetch = fetch;
  }
  async execute(context: Context): Promise<void> {
    const { method, headers, body, signal } = context.options as RequestInit;
    const init: RequestInit = { redirect: "manual" };
    if (method) init.method = method;
    if (headers) init.headers = headers;
    if (body) init.body = body;
    if (signal) init.signal = signal;
    try {
      context.response = await this.#fetch(context.request as string, init);
    } catch (error) {
      requestOptionOf(context).failure = error;
      throw error;
    }
  }
}
