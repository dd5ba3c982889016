import type { IncomingMessage } from "node:http";
import type { Clock } from "@casement/core";

/** Reads bodies of requests. Their size, their time, and what all of them hold in memory are bounded. */
export interface BodyReader {
  /** Undefined: it is too large, too slow or not complete. `client`: who sends it. */
  read(request: IncomingMessage, client: string): Promise<string | undefined>;
}

const maxBytes = 1024 * 1024;
/** What all unfinished bodies may hold together, and those of one client. */
const maxHeldBytes = 32 * 1024 * 1024;
const maxHeldBytesOfClient = 8 * 1024 * 1024;
/** What a body counts before its first byte. */
const bytesOfRequest = 16 * 1024;
const timeoutMs = 10_000;

interface UnfinishedBody {
  readonly client: string;
  held: number;
  readonly end: (text: string | undefined) => void;
}

export function createBodyReader(clock: Clock): BodyReader {
  /** Oldest first: those are the slow ones. */
  const unfinished = new Set<UnfinishedBody>();
  const heldBy = new Map<string, number>();
  let held = 0;
  const hold = (body: UnfinishedBody, count: number): void => {
    body.held += count;
    held += count;
    const ofClient = (heldBy.get(body.client) ?? 0) + count;
    if (ofClient === 0) heldBy.delete(body.client);
    else heldBy.set(body.client, ofClient);
  };
  const endOldestOf = (client: string): void => {
    for (const body of unfinished)
      if (body.client === client) {
        body.end(undefined);
        return;
      }
  };
  /** Whoever holds the most makes room, of those who hold about the same the one who began first, so that those who send slowly keep out nobody but themselves. */
  const makeRoom = (client: string): void => {
    while ((heldBy.get(client) ?? 0) > maxHeldBytesOfClient) endOldestOf(client);
    while (held > maxHeldBytes) endOldestOf([...heldBy].reduce((most, each) => (each[1] > most[1] + bytesOfRequest ? each : most))[0]);
  };
  return {
    read: (request, client) =>
      new Promise((resolve) => {
        const chunks: Buffer[] = [];
        const end = (text: string | undefined): void => {
          if (!unfinished.delete(body)) return;
          stopTimeout();
          hold(body, -body.held);
          request.off("data", onData);
          request.resume();
          resolve(text);
        };
        const body: UnfinishedBody = { client, held: 0, end };
        const onData = (chunk: Buffer): void => {
          chunks.push(chunk);
          hold(body, chunk.length);
          if (body.held > maxBytes + bytesOfRequest) end(undefined);
          else makeRoom(client);
        };
        const stopTimeout = clock.after(timeoutMs, () => end(undefined));
        unfinished.add(body);
        request.on("data", onData);
        request.once("end", () => end(Buffer.concat(chunks).toString("utf8")));
        request.once("error", () => end(undefined));
        request.once("close", () => end(undefined));
        hold(body, bytesOfRequest);
        makeRoom(client);
      }),
  };
}
