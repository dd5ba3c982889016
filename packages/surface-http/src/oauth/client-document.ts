import { lookup as systemLookup } from "node:dns";
import type { IncomingMessage } from "node:http";
import { type RequestOptions, request as systemRequest } from "node:https";
import type { Clock } from "@casement/core";
import { type AddressLookup, checkAddresses, createCheckedLookup, literalAddressOf, RefusedAddress, receiveResponse } from "@casement/host";
import { type OAuthClient, readClientMetadata } from "./oauth-client.ts";
import { OAuthError } from "./oauth-error.ts";

/** Sends HTTPS requests and looks up addresses. Tests replace it. */
export interface DocumentClient {
  request(url: URL, options: RequestOptions, answered: (response: IncomingMessage) => void): ReturnType<typeof systemRequest>;
  readonly lookup: AddressLookup;
}

/** Programs whose id is the address of a document about them (OAuth Client ID Metadata Document). */
export interface ClientDocuments {
  /** @throws OAuthError */
  read(id: string): Promise<OAuthClient>;
}

const maxBytes = 16 * 1024;
const timeout = 5_000;
/** How long a document is kept (ms): a person decides meanwhile. */
const keptFor = 10 * 60_000;
const maxKept = 50;
const rule = { mayBePrivate: false, mustBePrivate: false };
const systemClient: DocumentClient = { request: systemRequest, lookup: systemLookup };

/** Whether an id is an address, with a path and without what makes two texts the same address. */
export const isDocumentAddress = (id: string): boolean =>
  id.length <= 500 && URL.canParse(id) && new URL(id).href === id && /^https:\/\/[^/@#]+\/[^#]+$/.test(id);

export function createClientDocuments(clock: Clock, client: DocumentClient = systemClient): ClientDocuments {
  const kept = new Map<string, { readonly client: OAuthClient; readonly until: number }>();
  return {
    async read(id) {
      const now = clock.now().getTime();
      const known = kept.get(id);
      if (known && known.until > now) return known.client;
      const found = readDocument(id, await fetchText(new URL(id), client, clock));
      kept.delete(id);
      kept.set(id, { client: found, until: now + keptFor });
      if (kept.size > maxKept) kept.delete(kept.keys().next().value!);
      return found;
    },
  };
}

function readDocument(id: string, text: string): OAuthClient {
  let metadata: Record<string, unknown> = {};
  try {
    metadata = Object(JSON.parse(text));
  } catch {
    throw unreadable("it is no JSON");
  }
  if (metadata.client_id !== id) throw unreadable("it is about another program");
  // A secret in a public document is none.
  if ("client_secret" in metadata) throw unreadable("it contains a secret");
  return { id, ...readClientMetadata(metadata), documentHost: new URL(id).host };
}

/** Follows no redirect. Never connects to a private network, whatever the name resolves to. */
async function fetchText(url: URL, { request: send, lookup }: DocumentClient, clock: Clock): Promise<string> {
  let cancel = (): void => {};
  try {
    const literal = literalAddressOf(url);
    if (literal !== undefined) checkAddresses([literal], rule);
    const response = await receiveResponse((answered) => {
      const headers = { accept: "application/json", "user-agent": "casement" };
      const request = send(url, { method: "GET", agent: false, lookup: createCheckedLookup(lookup, rule), headers }, answered);
      cancel = clock.after(timeout, () => request.destroy(new Error("timeout")));
      return request.end();
    });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (response.statusCode !== 200 || size > maxBytes) response.destroy(new Error("refused"));
    }
    if (response.statusCode !== 200) throw unreadable(`its server returned status ${response.statusCode}`);
    return Buffer.concat(chunks).toString("utf8");
  } catch (error) {
    if (error instanceof OAuthError) throw error;
    throw unreadable(
      error instanceof RefusedAddress ? "its server is in a private network" : "its server does not send it, or sends too much",
    );
  } finally {
    cancel();
  }
}

const unreadable = (why: string): OAuthError =>
  new OAuthError("invalid_client", `The document about the program cannot be used: ${why}. Its author must correct that.`);
