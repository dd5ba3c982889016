import type { Emulator } from "@casement/graph-emulator";

/** One request to Graph and its response, as they were transferred. The parts of a batch are separate. */
export interface ObservedExchange {
  readonly method: string;
  /** Below `/v1.0`, with the query. */
  readonly path: string;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseBody: unknown;
  readonly token: string;
}

/** An emulator, or a transport to the real Graph. */
interface GraphSource {
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
}

export interface Recorder<T extends GraphSource = Emulator> {
  /** The emulator, behind the recorder. */
  readonly emulator: T;
  readonly exchanges: readonly ObservedExchange[];
  /** A number that rises whenever a request of any kind begins or ends. */
  readonly activity: number;
  /** While true, connections to Graph break without a response. */
  isOffline: boolean;
  /** Called after every response of Graph. */
  onResponse: (() => void) | undefined;
}

/** Records what is sent to Graph and what comes back. */
export function createRecorder<T extends GraphSource>(emulator: T): Recorder<T> {
  const exchanges: ObservedExchange[] = [];
  let activity = 0;
  const recorder: Recorder<T> = {
    emulator: { ...emulator, fetch: countedFetch },
    exchanges,
    get activity() {
      return activity;
    },
    isOffline: false,
    onResponse: undefined,
  };

  async function countedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    activity++;
    try {
      return await recordedFetch(input, init);
    } finally {
      activity++;
    }
  }

  async function recordedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    if (!pathname.startsWith("/v1.0/")) return emulator.fetch(request);
    if (recorder.isOffline)
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });
    const requestBody = parseBody(await request.clone().text());
    const response = await emulator.fetch(request);
    const responseBody = parseBody(await response.clone().text());
    const token = (request.headers.get("authorization") ?? "").replace(/^bearer /i, "");
    const path = pathname.slice("/v1.0".length) + search;
    if (path === "/$batch") exchanges.push(...batchParts(requestBody, responseBody, token));
    else exchanges.push({ method: request.method, path, requestBody, status: response.status, responseBody, token });
    recorder.onResponse?.();
    return response;
  }
  return recorder;
}

function batchParts(batch: any, batchResponse: any, token: string): ObservedExchange[] {
  const responses = new Map<string, any>((batchResponse?.responses ?? []).map((part: any) => [part.id, part]));
  return (batch?.requests ?? []).map((part: any) => {
    const path = `/${String(part.url).replace(/^\/?(v1\.0(?=\/))?\/?/, "")}`;
    const { status = 0, body } = responses.get(part.id) ?? {};
    return { method: part.method, path, requestBody: part.body, status, responseBody: body, token };
  });
}

function parseBody(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
