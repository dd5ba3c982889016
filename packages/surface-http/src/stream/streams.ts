import type { Session } from "../access/sessions.ts";
import { type EventStreamOptions, openEventStream } from "./event-stream.ts";

/** The event streams that are being read. */
export interface Streams {
  readonly size: number;
  open(options: Omit<EventStreamOptions, "onEnd">, session: Session | undefined): ReadableStream<Uint8Array>;
  closeOf(session: Session): void;
  close(): void;
}

export function createStreams(): Streams {
  const open = new Map<() => void, Session | undefined>();
  return {
    get size() {
      return open.size;
    },
    open(options, session) {
      const stream = openEventStream({ ...options, onEnd: () => open.delete(stream.close) });
      open.set(stream.close, session);
      return stream.body;
    },
    closeOf({ hash }) {
      for (const [close, session] of [...open]) if (session?.hash === hash) close();
    },
    close() {
      for (const close of [...open.keys()]) close();
    },
  };
}
