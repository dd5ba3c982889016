import type { Clock } from "@casement/core";
import type { Host, JournalEvent, SensorSnapshot } from "@casement/host";
import { sensorJson } from "../answers/sensor-json.ts";

export interface EventStreamOptions {
  readonly host: Host;
  readonly clock: Clock;
  /** Id of the last event the reader knows; left out: only what comes. */
  readonly after: string | undefined;
  /** Called once, however it ends. */
  readonly onEnd: () => void;
  /** Cuts the connection of a reader that has stopped reading. */
  readonly drop: () => void;
}

/** A comment this often keeps proxies from closing the line (ms). A reader that takes nothing for two of them is dropped. */
const heartbeat = 20_000;
/** How much text goes out at a time, and how many events are taken from the journal at a time. */
const chunkLength = 64 * 1024;
const page = 100;

/**
 * Server-sent events: every sensor as it is, then every change (`sensor`) and every event (`event`, whose id resumes after it), `lost` when
 * the journal no longer has some. Text is made when the reader takes it: for a slow one the changes of a sensor fall together and events wait
 * in the journal, so that memory stays the same.
 */
export function openEventStream({ host, clock, after, onEnd, drop }: EventStreamOptions): {
  body: ReadableStream<Uint8Array>;
  close(): void;
} {
  const encoder = new TextEncoder();
  const changed = new Map<string, SensorSnapshot>();
  /** Events that were committed after one with a higher id had been sent. */
  const late: JournalEvent[] = [];
  let cursor = after ?? host.events.lastId ?? "0";
  // Also what makes a browser that has seen no event yet resume from here.
  let comment = `retry: 2000\nid: ${cursor}\n\n`;
  let mayHaveEvents = after !== undefined;
  let wake: (() => void) | undefined;
  let soon = false;
  let unread = 0;
  let ended = false;
  let controller!: ReadableStreamDefaultController<Uint8Array>;

  function* messages(): Generator<string> {
    if (comment !== "") yield comment;
    comment = "";
    for (const [id, snapshot] of changed) {
      changed.delete(id);
      yield message("sensor", sensorJson(snapshot));
    }
    while (late.length > 0) yield message("event", late.shift(), cursor);
    while (mayHaveEvents) {
      const { events, lost } = host.events.after(cursor, page);
      mayHaveEvents = events.length === page;
      if (lost) yield message("lost", { after: cursor });
      for (const event of events) {
        if (Number(event.id) > Number(cursor)) cursor = event.id;
        yield message("event", event, cursor);
      }
    }
  }
  let source = messages();

  /** Goes on where the last chunk ended. */
  function nextChunk(): string {
    let text = "";
    while (text.length < chunkLength) {
      const { value, done } = source.next();
      if (done) {
        source = messages();
        break;
      }
      text += value;
    }
    return text;
  }

  const hasNews = (): boolean => comment !== "" || changed.size > 0 || late.length > 0 || mayHaveEvents;
  const wakeUp = (): void => {
    wake?.();
    wake = undefined;
  };
  /** After what is under way, so that a burst travels together and a sensor is there before the event that changed it. */
  const notify = (): void => {
    if (soon) return;
    soon = true;
    setImmediate(() => {
      soon = false;
      wakeUp();
    });
  };
  const stopSensors = host.onSensor((snapshot) => {
    changed.set(snapshot.id, snapshot);
    notify();
  });
  const stopEvents = host.events.subscribe((event) => {
    if (Number(event.id) <= Number(cursor)) late.push(event);
    else mayHaveEvents = true;
    notify();
  });
  for (const snapshot of host.sensors()) changed.set(snapshot.id, snapshot);

  const beat = (): void => {
    stopBeat = clock.after(heartbeat, beat);
    unread = (controller.desiredSize ?? 0) > 0 ? 0 : unread + 1;
    if (comment === "") comment = ":\n\n";
    wakeUp();
    if (unread < 2) return;
    end();
    drop();
  };
  let stopBeat = clock.after(heartbeat, beat);

  function end(): void {
    if (ended) return;
    ended = true;
    stopBeat();
    stopSensors();
    stopEvents();
    wakeUp();
    try {
      controller.close();
    } catch {
      // The reader has cancelled it already.
    }
    onEnd();
  }

  const body = new ReadableStream<Uint8Array>({
    start(begun) {
      controller = begun;
    },
    async pull() {
      for (;;) {
        if (ended) return;
        const text = nextChunk();
        if (text !== "") return controller.enqueue(encoder.encode(text));
        if (!hasNews())
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    },
    cancel: end,
  });
  return { body, close: end };
}

function message(event: string, data: unknown, id?: string): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
