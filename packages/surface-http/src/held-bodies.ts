import { CasementError, type Clock } from "@casement/core";

/** Bounds what unfinished bodies of requests hold in memory, and how long one may take. */
export interface HeldBodies {
  /**
   * Reads a body. `read` tells the size of each part as it arrives, and ends at the signal. `client`: who sends it.
   * @throws CasementError `input-invalid` if it takes too long, `too-many-calls`
   */
  hold<Body>(client: string, read: (onBytes: (count: number) => void, signal: AbortSignal) => Promise<Body>): Promise<Body>;
}

export interface HeldBodiesLimits {
  /** What all unfinished bodies may hold together. */
  readonly bytes: number;
  readonly bytesOfClient: number;
}

/** What a body counts before its first byte. */
export const bytesOfRequest: number = 16 * 1024;
const timeoutMs = 10_000;

interface UnfinishedBody {
  readonly client: string;
  held: number;
  readonly end: (error: CasementError) => void;
}

export function createHeldBodies(clock: Clock, { bytes, bytesOfClient }: HeldBodiesLimits): HeldBodies {
  /** Oldest first: those are the slow ones. */
  const unfinished = new Set<UnfinishedBody>();
  const heldBy = new Map<string, number>();
  let held = 0;
  const add = (body: UnfinishedBody, count: number): void => {
    body.held += count;
    held += count;
    const ofClient = (heldBy.get(body.client) ?? 0) + count;
    if (ofClient === 0) heldBy.delete(body.client);
    else heldBy.set(body.client, ofClient);
  };
  const release = (body: UnfinishedBody): void => {
    if (unfinished.delete(body)) add(body, -body.held);
  };
  const endOldestOf = (client: string): void => {
    for (const body of unfinished)
      if (body.client === client) {
        release(body);
        body.end(
          new CasementError("too-many-calls", "Too many requests to this address are unfinished. Try again in 10 seconds.", {
            details: { retryAfter: 10 },
          }),
        );
        return;
      }
  };
  /** Whoever holds the most makes room, of those who hold about the same the one who began first, so that those who send slowly keep out nobody but themselves. */
  const makeRoom = (client: string): void => {
    while ((heldBy.get(client) ?? 0) > bytesOfClient) endOldestOf(client);
    while (held > bytes) endOldestOf([...heldBy].reduce((most, each) => (each[1] > most[1] + bytesOfRequest ? each : most))[0]);
  };
  return {
    async hold(client, read) {
      const ending = new AbortController();
      const { promise: ended, reject } = withReject();
      const end = (error: CasementError): void => {
        reject(error);
        ending.abort();
      };
      const body: UnfinishedBody = { client, held: 0, end };
      const stopTimeout = clock.after(timeoutMs, () => end(new CasementError("input-invalid", "The body took longer than 10 seconds.")));
      unfinished.add(body);
      const onBytes = (count: number): void => {
        if (!unfinished.has(body)) return;
        add(body, count);
        makeRoom(client);
      };
      try {
        onBytes(bytesOfRequest);
        return await Promise.race([ended, read(onBytes, ending.signal)]);
      } finally {
        stopTimeout();
        release(body);
      }
    },
  };
}

function withReject(): { readonly promise: Promise<never>; readonly reject: (error: Error) => void } {
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<never>((_, rejectPromise) => {
    reject = rejectPromise;
  });
  promise.catch(() => {});
  return { promise, reject };
}
