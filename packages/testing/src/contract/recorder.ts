import type { Emulator } from "@casement/graph-emulator";

/** One call to Graph as it went over the wire; the parts of a batch one by one. */
export interface Exchange {
  readonly method: string;
  /** Below `/v1.0`, with the query. */
  readonly path: string;
  readonly sent: unknown;
  readonly status: number;
  readonly answer: unknown;
  readonly token: string;
}

/** An emulator, or the way to the real Graph. */
interface Source {
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
}

export interface Recorder<T extends Source = Emulator> {
  /** The emulator, seen through the recorder. */
  readonly emulator: T;
  readonly exchanges: readonly Exchange[];
  /** Rises whenever a request of any kind begins or ends. */
  readonly activity: number;
  /** While true, connections to Graph end without an answer. */
  cut: boolean;
  /** Called after every answer of Graph. */
  onAnswer: (() => void) | undefined;
}

/** Writes down what goes to Graph and what comes back. */
export function record<T extends Source>(emulator: T): Recorder<T> {
  const exchanges: Exchange[] = [];
  let activity = 0;
  const recorder: Recorder<T> = {
    emulator: { ...emulator, fetch: countedFetch },
    exchanges,
    get activity() {
      return activity;
    },
    cut: false,
    onAnswer: undefined,
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
    if (recorder.cut) throw new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });
    const sent = parsed(await request.clone().text());
    const response = await emulator.fetch(request);
    const answer = parsed(await response.clone().text());
    const token = (request.headers.get("authorization") ?? "").replace(/^bearer /i, "");
    const path = pathname.slice("/v1.0".length) + search;
    if (path === "/$batch") exchanges.push(...partsOf(sent, answer, token));
    else exchanges.push({ method: request.method, path, sent, status: response.status, answer, token });
    recorder.onAnswer?.();
    return response;
  }
  return recorder;
}

function partsOf(sent: any, answer: any, token: string): Exchange[] {
  const answers = new Map<string, any>((answer?.responses ?? []).map((part: any) => [part.id, part]));
  return (sent?.requests ?? []).map((part: any) => {
    const path = `/${String(part.url).replace(/^\/?(v1\.0(?=\/))?\/?/, "")}`;
    const { status = 0, body } = answers.get(part.id) ?? {};
    return { method: part.method, path, sent: part.body, status, answer: body, token };
  });
}

function parsed(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
