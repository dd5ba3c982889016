import type { Emulator } from "@casement/graph-emulator";
import type { Transport } from "@casement/host";

export const graphOrigin = "https://graph.microsoft.com";

/** Answers of the emulator, by address. */
export type RecordedAnswers = Record<string, { readonly status: number; readonly type: string; readonly body: string }>;

/**
 * Sends requests to the emulator and records its answers: all accounts have the same mailbox, so each is asked for once. A bench of a thousand
 * accounts then measures the host and not the emulator.
 */
export function createRecordingGraph(emulator: Emulator): Transport & { readonly answers: RecordedAnswers } {
  const answers: RecordedAnswers = {};
  let last: Promise<unknown> = Promise.resolve();
  const record = async (url: string, init: RequestInit): Promise<void> => {
    if (answers[url]) return;
    const response = await emulator.fetch(url, init);
    answers[url] = { status: response.status, type: response.headers.get("content-type") ?? "", body: await response.text() };
  };
  return {
    answers,
    fetch: createGraph(async (url, init) => {
      if (!url.startsWith(graphOrigin)) return emulator.fetch(url, init);
      // Graph answers at most four requests for a mailbox at a time.
      last = last.then(() => record(url, init));
      await last;
      const { status, type, body } = answers[url]!;
      return new Response(body, { status, headers: { "Content-Type": type } });
    }),
  };
}

/** What was asked of a graph that replays answers. */
export interface ReplayCounts {
  requests: number;
  /** Requests that are not recorded, which fails them. */
  unknown: Set<string>;
}

/** Replays recorded answers. A delta query with a token reports nothing, and each `changeEvery`-th one a changed item. */
export function createReplayedGraph(answers: RecordedAnswers, changeEvery: number): Transport & { readonly counts: ReplayCounts } {
  const counts: ReplayCounts = { requests: 0, unknown: new Set() };
  const items = new Map<string, Record<string, unknown>>();
  for (const [url, { body }] of Object.entries(answers)) {
    const [item] = pathOf(url).endsWith("/delta") ? (JSON.parse(body).value ?? []) : [];
    if (item) items.set(pathOf(url), item);
  }
  let deltas = 0;
  const changesFor = (path: string): readonly object[] => {
    const item = items.get(path);
    if (!item || ++deltas % changeEvery !== 0) return [];
    const titleField = "subject" in item ? "subject" : "title";
    return [{ ...item, [titleField]: `Change ${deltas}`, lastModifiedDateTime: new Date().toISOString() }];
  };
  const fetch = createGraph(async (url) => {
    if (/[?&]\$deltatoken=/.test(url)) return Response.json({ value: changesFor(pathOf(url)), "@odata.deltaLink": url });
    const answer = answers[url];
    if (answer) return new Response(answer.body, { status: answer.status, headers: { "Content-Type": answer.type } });
    counts.unknown.add(url);
    return Response.json({ error: { code: "NotRecorded", message: "Not recorded." } }, { status: 404 });
  });
  return {
    counts,
    fetch(url, init) {
      counts.requests++;
      return fetch(url, init);
    },
  };
}

/** Sends requests to a process that answers as Graph. */
export function createGraphAt(address: string, { fetch }: Transport): Transport & { readonly counts: ReplayCounts } {
  const counts: ReplayCounts = { requests: 0, unknown: new Set() };
  return {
    counts,
    async fetch(url, init) {
      counts.requests++;
      const response = await fetch(url.replace(graphOrigin, address), init);
      if (response.status === 404) counts.unknown.add(url);
      return response;
    },
  };
}

const pathOf = (url: string): string => url.replace(/\?.*/, "");

/** Answers batches, with `fetch` for each of their requests. */
function createGraph(fetch: Transport["fetch"]): Transport["fetch"] {
  return async (url, init) => {
    if (!url.endsWith("/$batch")) return fetch(url, init);
    const { requests } = JSON.parse(String(init.body)) as { requests: { id: string; url: string; headers?: Record<string, string> }[] };
    const responses = requests.map(async (request) => {
      const headers = { ...Object.fromEntries(new Headers(init.headers)), ...request.headers };
      const response = await fetch(`${graphOrigin}/v1.0${request.url}`, { method: "GET", headers });
      const type = response.headers.get("content-type") ?? "";
      return { id: request.id, status: response.status, headers: { "Content-Type": type }, body: JSON.parse(await response.text()) };
    });
    return Response.json({ responses: await Promise.all(responses) });
  };
}
