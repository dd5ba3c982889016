import type { Emulator } from "@casement/graph-emulator";
import type { Transport } from "@casement/host";
import { asAnotherUser } from "./as-another-user.ts";
import { readerScope } from "./office-account.ts";
import type { GraphArrivals } from "./published-limits.ts";

export const graphOrigin = "https://graph.microsoft.com";

interface RecordedAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Answers of the emulator, by address; those of the sign-in service by address without query, the last one of each. */
export type RecordedAnswers = Record<string, RecordedAnswer>;

/** Sends requests to the emulator and records its answers: all accounts have the same mailbox, so that one account is enough. */
export function createRecordingGraph(emulator: Emulator): Transport & { readonly answers: RecordedAnswers } {
  const answers: RecordedAnswers = {};
  let last: Promise<unknown> = Promise.resolve();
  const record = async (url: string, init: RequestInit): Promise<void> => {
    const response = await emulator.fetch(url, init);
    answers[keyOf(url)] = { status: response.status, type: response.headers.get("content-type") ?? "", body: await response.text() };
  };
  return {
    answers,
    fetch: createGraph(async (url, init) => {
      // Graph answers at most four requests for a mailbox at a time.
      last = last.then(() => record(url, init));
      await last;
      return answers[keyOf(url)]!;
    }),
  };
}

/** What was asked of a graph that replays answers. */
export interface ReplayCounts {
  requests: number;
  /** Each part of a batch is one; those for tokens are none. */
  readonly arrivals: GraphArrivals;
  renewals: number;
  /** Requests that are not recorded, which fails them. */
  readonly unknown: Set<string>;
}

const createCounts = (): ReplayCounts => ({ requests: 0, arrivals: {}, renewals: 0, unknown: new Set() });

/**
 * Replays what was recorded of one user, for any. A delta query with a token reports nothing, and each `changeEvery`-th one a changed item. `user`: whose answers
 * they are.
 */
export function createReplayedGraph(
  answers: RecordedAnswers,
  user: string,
  changeEvery: number,
): Transport & { readonly counts: ReplayCounts } {
  const counts = createCounts();
  const items = new Map<string, Record<string, unknown>>();
  for (const [url, { body }] of Object.entries(answers)) {
    const [item] = pathOf(url).endsWith("/delta") ? (JSON.parse(body).value ?? []) : [];
    if (item) items.set(pathOf(url), item);
  }
  let [deltas, links] = [0, 0];
  /** As Graph does, it gives out a new token every time. */
  const nextLinkOf = (url: string): string => url.replace(/([?&]\$deltatoken=[^&]*?)(?:_\d+)?(?=&|$)/, `$1_${++links}`);
  const changesFor = (path: string): readonly object[] => {
    const item = items.get(path);
    if (!item || ++deltas % changeEvery !== 0) return [];
    const titleField = "subject" in item ? "subject" : "title";
    return [{ ...item, [titleField]: `Change ${deltas}`, lastModifiedDateTime: new Date().toISOString() }];
  };
  const renew = (url: string, headers: RequestInit["headers"]): RecordedAnswer => {
    counts.renewals++;
    const answer = answers[keyOf(url)]!;
    // Microsoft's sign-in library says with each renewal whose it is.
    const [, asked = user] = /^Oid:([^@]+)@/.exec(new Headers(headers).get("X-AnchorMailbox") ?? "") ?? [];
    const { scope, access_token, ...rest } = JSON.parse(asAnotherUser(answer.body, user, asked));
    // Every token is a new one.
    return jsonAnswer(200, { ...rest, scope: `${scope} ${readerScope}`, access_token: `${access_token}${counts.renewals}` });
  };
  const presenceOfMany = (body: unknown): RecordedAnswer => {
    const { ids } = JSON.parse(String(body)) as { readonly ids: readonly string[] };
    const presence = JSON.parse(answers[`${graphOrigin}/v1.0/me/presence`]!.body) as object;
    return jsonAnswer(200, { value: ids.map((id) => ({ ...presence, id })) });
  };
  const fetch = createGraph((url, { headers, body }) => {
    if (!url.startsWith(graphOrigin)) return renew(url, headers);
    countArrival(counts.arrivals, pathOf(url));
    if (url.endsWith("/getPresencesByUserId")) return presenceOfMany(body);
    if (/[?&]\$deltatoken=/.test(url)) return jsonAnswer(200, { value: changesFor(pathOf(url)), "@odata.deltaLink": nextLinkOf(url) });
    const answer = answers[keyOf(url)];
    if (answer) return answer;
    counts.unknown.add(url);
    return jsonAnswer(404, { error: { code: "NotRecorded", message: "Not recorded." } });
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
  const counts = createCounts();
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

function countArrival(arrivals: GraphArrivals, path: string): void {
  const workload = /\/(?:presence|communications)\b/.test(path) ? "presence" : /\/chats\b/.test(path) ? "chat" : "other";
  const moment = String(Math.floor(Date.now() / 100));
  arrivals[workload] ??= {};
  arrivals[workload][moment] = (arrivals[workload][moment] ?? 0) + 1;
}

const keyOf = (url: string): string => (url.startsWith(graphOrigin) ? url : pathOf(url));
const pathOf = (url: string): string => url.replace(/\?.*/, "");
const jsonAnswer = (status: number, body: object): RecordedAnswer => ({ status, type: "application/json", body: JSON.stringify(body) });
const responseOf = ({ status, type, body }: RecordedAnswer): Response => new Response(body, { status, headers: { "Content-Type": type } });

type Answer = (url: string, init: RequestInit) => RecordedAnswer | Promise<RecordedAnswer>;

interface BatchedRequest {
  readonly id: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers batches, with `answer` for each of their requests. Takes as little time as it can, because it counts as the host's. */
function createGraph(answer: Answer): Transport["fetch"] {
  return async (url, init) => {
    if (!url.endsWith("/$batch")) return responseOf(await answer(url, init));
    const { requests } = JSON.parse(String(init.body)) as { readonly requests: readonly BatchedRequest[] };
    const responses = requests.map(async ({ id, url, headers }) => {
      const asked = await answer(`${graphOrigin}/v1.0${url}`, { method: "GET", headers: { ...(init.headers as object), ...headers } });
      return `{"id":${JSON.stringify(id)},"status":${asked.status},"headers":{"Content-Type":${JSON.stringify(asked.type)}},"body":${asked.body}}`;
    });
    const body = `{"responses":[${(await Promise.all(responses)).join(",")}]}`;
    return responseOf({ status: 200, type: "application/json", body });
  };
}
