import type { BrowserSession } from "../access/browser-sessions.ts";
import { type EventStreamOptions, openEventStream } from "./event-stream.ts";

/** The open event streams. */
export interface EventStreams {
  readonly size: number;
  open(options: Omit<EventStreamOptions, "onEnd">, session: BrowserSession | undefined): ReadableStream<Uint8Array>;
  closeForSession(session: BrowserSession): void;
  close(): void;
}

export function createEventStreams(): EventStreams {
  const sessionByClose = new Map<() => void, BrowserSession | undefined>();
  return {
    get size() {
      return sessionByClose.size;
    },
    open(options, session) {
      const stream = openEventStream({ ...options, onEnd: () => sessionByClose.delete(stream.close) });
      sessionByClose.set(stream.close, session);
      return stream.body;
    },
    closeForSession({ hash }) {
      for (const [close, session] of [...sessionByClose]) if (session?.hash === hash) close();
    },
    close() {
      for (const close of [...sessionByClose.keys()]) close();
    },
  };
}
