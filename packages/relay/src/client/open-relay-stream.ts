import { authorizationScheme, hubPath } from "../protocol/relay-protocol.ts";
import type { RelayKeys } from "./relay-keys.ts";

export type RelayFetch = (url: string, init: RequestInit) => Promise<Response>;

/** Why a relay cannot be used, for programs. */
export interface RelayFault {
  readonly reason: "silent" | "ended" | "unreachable" | "not-served" | "status" | "no-relay" | "too-much";
  readonly status?: number;
}

/** Why a relay cannot be used, in plain words. */
export class RelayError extends Error {
  readonly fault: RelayFault;
  constructor(message: string, fault: RelayFault) {
    super(message);
    this.fault = fault;
  }
}

/** A challenge has some hundred characters. */
const maxChallengeLength = 4_096;

/**
 * Proves the key and opens the stream. Follows no redirect, so that only the configured relay gets the proof.
 * @throws RelayError
 */
export async function openRelayStream(
  relay: string,
  keys: RelayKeys,
  { fetch, signal, lastId }: { readonly fetch: RelayFetch; readonly signal: AbortSignal; readonly lastId: string | undefined },
): Promise<AsyncIterable<Uint8Array>> {
  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(`${relay}${hubPath}${keys.publicKey}${path}`, { ...init, signal, redirect: "error" }).catch(() => {
      throw new RelayError("it cannot be reached.", { reason: "unreachable" });
    });
    if (response.status === 200) return response;
    await response.body?.cancel().catch(() => {});
    if (response.status === 403)
      throw new RelayError(`it does not serve this hub. Let its operator allow --hub=${keys.publicKey}`, { reason: "not-served" });
    throw new RelayError(`it answered with status ${response.status}.`, { reason: "status", status: response.status });
  };
  const challenge = await readShortText(await ask("/challenge", { method: "POST" }));
  const authorization = `${authorizationScheme} ${challenge}.${keys.sign(challenge)}`;
  const headers = { authorization, accept: "text/event-stream", ...(lastId !== undefined && { "last-event-id": lastId }) };
  const { body, headers: received } = await ask("/stream", { method: "GET", headers });
  if (!/^text\/event-stream\b/.test(received.get("content-type") ?? "") || !body) {
    await body?.cancel().catch(() => {});
    throw new RelayError("what answers at this address is no relay.", { reason: "no-relay" });
  }
  return body as unknown as AsyncIterable<Uint8Array>;
}

async function readShortText({ body }: Response): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > maxChallengeLength) break;
  }
  // It becomes part of a header.
  if (!/^[\w-]{16,300}$/.test(text)) throw new RelayError("what answers at this address is no relay.", { reason: "no-relay" });
  return text;
}
