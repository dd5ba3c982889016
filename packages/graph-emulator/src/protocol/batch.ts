import { setMaxListeners } from "node:events";
import { createRefusal } from "../refusals/create-refusal.ts";
import { badRequest } from "./graph-fault.ts";
import { encodeBody, type GraphResponse } from "./graph-response.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import { mailboxConcurrency, outlookMailboxOf } from "./mailbox-limiter.ts";
import { itemsOf, propertiesOf, textOf } from "./properties-of.ts";
import { readBody } from "./read-body.ts";

interface Part {
  id: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
  dependsOn: readonly string[];
}

const maxParts = 20;

/**
 * Handles `POST /$batch`. Parts run concurrently, parts with `dependsOn` after their dependencies, and four Outlook parts at a time. Each
 * part is authorized and counted separately.
 */
export async function runBatch(
  incoming: IncomingRequest,
  handle: (part: IncomingRequest) => Promise<GraphResponse>,
): Promise<GraphResponse> {
  const parts = readParts(readBody(incoming.headers, incoming.bytes));
  setMaxListeners(0, incoming.signal);
  const running = new Map<string, Promise<GraphResponse>>();
  const queue: (() => void)[] = [];
  let free = mailboxConcurrency;
  for (const part of parts) running.set(part.id.toLowerCase(), run(part));

  async function run(part: Part): Promise<GraphResponse> {
    for (const id of part.dependsOn) {
      const before = await running.get(id.toLowerCase())!;
      if (before.status >= 400) return failedDependency();
    }
    const inner = partRequest(incoming, part);
    return outlookMailboxOf(inner.url.pathname) === undefined ? handle(inner) : handleWithLimit(inner);
  }

  async function handleWithLimit(inner: IncomingRequest): Promise<GraphResponse> {
    if (free === 0) await new Promise<void>((resolve) => queue.push(resolve));
    else free--;
    try {
      return await handle(inner);
    } finally {
      const next = queue.shift();
      if (next) next();
      else free++;
    }
  }

  const responses: object[] = [];
  await Promise.all(parts.map(async ({ id }) => responses.push(partResponse(id, await running.get(id.toLowerCase())!))));
  return { status: 200, headers: { "Content-Type": "application/json" }, body: { responses } };
}

function readParts(body: unknown): Part[] {
  const { requests } = propertiesOf(body);
  if (!Array.isArray(requests)) throw badRequest("Invalid batch payload format.");
  if (requests.length > maxParts) throw createRefusal("batch-more-than-20");
  const seen = new Set<string>();
  return requests.map((request): Part => {
    const raw = propertiesOf(request);
    const id = typeof raw.id === "number" ? String(raw.id) : textOf(raw.id);
    if (!id) throw createRefusal("batch-id-missing");
    if (seen.has(id.toLowerCase())) throw createRefusal("batch-id-unique", { id });
    if (typeof raw.method !== "string" || typeof raw.url !== "string") throw badRequest(`Request '${id}' needs method and url.`);
    const dependsOn = itemsOf(raw.dependsOn).map(String);
    for (const before of dependsOn)
      if (!seen.has(before.toLowerCase())) throw badRequest(`The request '${id}' depends on '${before}', which does not come before it.`);
    seen.add(id.toLowerCase());
    const headers = Object.fromEntries(Object.entries(propertiesOf(raw.headers)).map(([name, value]) => [name, String(value)]));
    return { id, method: raw.method.toUpperCase(), url: raw.url, headers, body: raw.body, dependsOn };
  });
}

function partRequest(incoming: IncomingRequest, part: Part): IncomingRequest {
  if (/^https?:/i.test(part.url)) throw badRequest(`Request '${part.id}' must have a relative url.`);
  const path = part.url.replace(/^\/?(v1\.0(?=\/))?\/?/, "/");
  const headers = new Headers(part.headers);
  for (const name of ["authorization", "client-request-id"]) {
    const outer = incoming.headers.get(name);
    if (outer && !headers.has(name)) headers.set(name, outer);
  }
  const type = headers.get("content-type");
  if (part.body !== undefined && part.body !== null && !type) throw createRefusal("batch-content-type", { id: part.id });
  const encoded = typeof part.body === "string" && !/json/i.test(type ?? "");
  const bytes = encoded ? Buffer.from(part.body as string, "base64") : (encodeBody(part.body ?? undefined) ?? new Uint8Array());
  return { method: part.method, url: new URL(`/v1.0${path}`, incoming.url), headers, bytes, isBatchPart: true, signal: incoming.signal };
}

function partResponse(id: string, { status, headers, body }: GraphResponse): object {
  const { Date: _date, ...rest } = headers;
  const encoded = body instanceof Uint8Array ? Buffer.from(body).toString("base64") : (body ?? null);
  return { id, status, headers: rest, body: encoded };
}

function failedDependency(): GraphResponse {
  const { status, code, message } = createRefusal("batch-failed-dependency");
  return { status, headers: { "Content-Type": "application/json" }, body: { error: { code, message } } };
}
