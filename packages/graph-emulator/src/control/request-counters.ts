import { encodeBody } from "../protocol/graph-response.ts";

export interface CountedResponse {
  method: string;
  /** Template of the matched route; empty if no route matched. */
  template: string;
  /** User principal name; empty without a valid token. */
  account: string;
  status: number;
  body: unknown;
  /** Part of a batch: counts as a unit, not as an HTTP request. */
  isBatchPart: boolean;
}

export interface RequestCounts {
  /** HTTP requests. A batch is one request. */
  requests: number;
  /** Units as Graph's limits count them: each part of a batch, and each request that is not a batch. */
  units: number;
  /** Elements of `value`, or 1 for a single object. Errors count as 0. */
  items: number;
  /** Bytes of the response bodies. Parts count only inside their batch. */
  bytes: number;
}

export interface CountersReport extends RequestCounts {
  /** Keys are method and template, for example `GET /me/messages`. */
  calls: Record<string, RequestCounts>;
  accounts: Record<string, RequestCounts>;
  statuses: Record<string, number>;
}

export interface RequestCounters {
  count(response: CountedResponse): void;
  report(): CountersReport;
  reset(): void;
}

const createZeroCounts = (): RequestCounts => ({ requests: 0, units: 0, items: 0, bytes: 0 });

export function createRequestCounters(): RequestCounters {
  let total = createZeroCounts();
  let calls = new Map<string, RequestCounts>();
  let accounts = new Map<string, RequestCounts>();
  let statuses = new Map<string, number>();
  const countsOf = (countsByKey: Map<string, RequestCounts>, key: string) => {
    const counts = countsByKey.get(key) ?? createZeroCounts();
    countsByKey.set(key, counts);
    return counts;
  };
  return {
    count({ method, template, account, status, body, isBatchPart }) {
      const batch = template === "/$batch";
      const items = status >= 400 || batch || body === undefined ? 0 : itemsOf(body);
      const bytes = isBatchPart ? 0 : (encodeBody(body)?.length ?? 0);
      for (const counts of [total, countsOf(calls, `${method} ${template || "(unknown)"}`), countsOf(accounts, account)]) {
        if (!isBatchPart) counts.requests++;
        if (!batch) counts.units++;
        counts.items += items;
        counts.bytes += bytes;
      }
      statuses.set(String(status), (statuses.get(String(status)) ?? 0) + 1);
    },
    report: () =>
      structuredClone({
        ...total,
        calls: Object.fromEntries(calls),
        accounts: Object.fromEntries(accounts),
        statuses: Object.fromEntries(statuses),
      }),
    reset() {
      total = createZeroCounts();
      calls = new Map();
      accounts = new Map();
      statuses = new Map();
    },
  };
}

function itemsOf(body: unknown): number {
  const value = (body as { value?: unknown } | null)?.value;
  return Array.isArray(value) ? value.length : 1;
}
