import type { IncomingMessage } from "node:http";
import type { Clock } from "@casement/core";

/** Reads bodies of requests. Their size, their time, and what all of them hold in memory are bounded. */
export interface BodyReader {
  /** Undefined: it is too large, too slow or not complete, or too many are being read. */
  read(request: IncomingMessage): Promise<string | undefined>;
}

const maxBytes = 1024 * 1024;
/** What all unfinished bodies may hold together. */
const maxHeldBytes = 32 * 1024 * 1024;
const timeoutMs = 10_000;

export function createBodyReader(clock: Clock): BodyReader {
  let held = 0;
  return {
    read: (request) =>
      new Promise((resolve) => {
        const chunks: Buffer[] = [];
        let own = 0;
        const end = (text: string | undefined): void => {
          stopTimeout();
          held -= own;
          own = 0;
          request.off("data", onData);
          request.resume();
          resolve(text);
        };
        const onData = (chunk: Buffer): void => {
          own += chunk.length;
          held += chunk.length;
          if (own > maxBytes || held > maxHeldBytes) end(undefined);
          else chunks.push(chunk);
        };
        const stopTimeout = clock.after(timeoutMs, () => end(undefined));
        request.on("data", onData);
        request.once("end", () => end(Buffer.concat(chunks).toString("utf8")));
        request.once("error", () => end(undefined));
        request.once("close", () => end(undefined));
      }),
  };
}
