import { Client, type Context, type Middleware, ResponseType, TelemetryHandler } from "@microsoft/microsoft-graph-client";
import type { Method } from "./exchange.ts";

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

export interface ClientCall {
  readonly method: Method;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text, or bytes in a Buffer of their own: the client would send the whole array behind a view. */
  readonly body?: string | Buffer | undefined;
  /** Attached only if `url` is on the Graph origin. */
  readonly token?: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * One HTTP exchange through microsoft-graph-client, with our own chain: it adds the telemetry headers that Graph expects of its clients,
 * and nothing is retried or redirected behind our back. Resolves with any status; rejects with what `fetch` rejected with.
 */
export function createGraphClient(origin: string, fetch: Fetch): (call: ClientCall) => Promise<Response> {
  const client = Client.initWithMiddleware({
    baseUrl: origin,
    middleware: [new Stamp(origin), new TelemetryHandler(), new Send(fetch)],
  });
  return async (call) => {
    const ticket = new Ticket(call);
    const request = client
      .api("/")
      .headers({ ...call.headers })
      .option("signal", call.signal)
      .responseType(ResponseType.RAW)
      .middlewareOptions([ticket]);
    try {
      switch (call.method) {
        case "GET":
          return await request.get();
        case "POST":
          return await request.post(call.body);
        case "PATCH":
          return await request.patch(call.body);
        case "PUT":
          return await request.put(call.body);
        case "DELETE":
          return await request.delete();
      }
    } catch (error) {
      // The client wraps what went wrong and loses its cause.
      throw ticket.failure ?? error;
    }
  };
}

/** Carries the call through the chain, past the client's own handling of addresses: it rewrites queries and knows absolute links over https only. */
class Ticket {
  readonly call: ClientCall;
  failure: unknown;
  constructor(call: ClientCall) {
    this.call = call;
  }
}

const ticketOf = (context: Context): Ticket => context.middlewareControl!.getMiddlewareOptions(Ticket) as unknown as Ticket;

/** Sets the exact address, and the token for the Graph origin alone. */
class Stamp implements Middleware {
  readonly #origin: string;
  #next: Middleware | undefined;
  constructor(origin: string) {
    this.#origin = origin;
  }
  setNext(next: Middleware): void {
    this.#next = next;
  }
  async execute(context: Context): Promise<void> {
    const { url, token } = ticketOf(context).call;
    const headers = { ...(context.options!.headers as Record<string, string>) };
    if (token !== undefined && new URL(url).origin === this.#origin) headers.Authorization = `Bearer ${token}`;
    context.request = url;
    context.options = { ...context.options, headers };
    await this.#next!.execute(context);
  }
}

class Send implements Middleware {
  readonly #fetch: Fetch;
  constructor(fetch: Fetch) {
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
      ticketOf(context).failure = error;
      throw error;
    }
  }
}
