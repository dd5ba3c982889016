import type { AccessGrant } from "../access/access-grant.ts";
import { type EventStreamOptions, openEventStream } from "./event-stream.ts";

/** The open event streams. */
export interface EventStreams {
  readonly size: number;
  open(options: Omit<EventStreamOptions, "onEnd">, grant: AccessGrant | undefined): ReadableStream<Uint8Array>;
  /** Closes the streams that were opened with this grant. */
  closeFor(grant: AccessGrant): void;
  close(): void;
}

export function createEventStreams(): EventStreams {
  const grantByClose = new Map<() => void, string | undefined>();
  return {
    get size() {
      return grantByClose.size;
    },
    open(options, grant) {
      const stream = openEventStream({ ...options, onEnd: () => grantByClose.delete(stream.close) });
      grantByClose.set(stream.close, grant?.name);
      return stream.body;
    },
    closeFor({ name }) {
      for (const [close, grantName] of [...grantByClose]) if (grantName === name) close();
    },
    close() {
      for (const close of [...grantByClose.keys()]) close();
    },
  };
}
