import type { Clock } from "@casement/core";
import type { Host, JournalEvent, SensorSnapshot } from "@casement/host";
import { toSensorJson } from "../responses/sensor-json.ts";

export interface EventStreamOptions {
  readonly host: Host;
  readonly clock: Clock;
  /** Id of the last event that the client has. Undefined: send only new events. */
  readonly after: string | undefined;
  /** Called once, whatever ends the stream. */
  readonly onEnd: () => void;
  /** Closes the connection of a client that no longer reads. */
  readonly disconnect: () => void;
}

/** Interval of the comments that keep proxies from closing the connection (ms). A client that reads nothing for two of them is disconnected. */
const heartbeatInterval = 20_000;
/** Maximum length of the text that is sent at once. */
const chunkLength = 64 * 1024;
/** How many events are read from the journal at once. */
const eventsPerRead = 100;

/**
 * Server-sent events: first every sensor, then each change (`sensor`), each event (`event`, with the id from which to resume), and `lost` when
 * the journal no longer has some events. Text is generated when the client reads it. For a slow client, changes of a sensor are merged and
 * events stay in the journal, so memory use is bounded.
 */
export function openEventStream({ host, clock, after, onEnd, disconnect }: EventStreamOptions): {
  body: ReadableStream<Uint8Array>;
  close(): void;
} {
  const encoder = new TextEncoder();
  const changedSensors = new Map<string, SensorSnapshot>();
  /** Events that were committed after an event with a higher id was sent. */
  const outOfOrderEvents: JournalEvent[] = [];
  let cursor = after ?? host.events.lastId ?? "0";
  // With the id, a browser that has received no event yet can resume from here.
  let comment = `retry: 2000\nid: ${cursor}\n\n`;
  let mayHaveEvents = after !== undefined;
  let wakeReader: (() => void) | undefined;
  let isWakeScheduled = false;
  let unreadHeartbeats = 0;
  let hasEnded = false;
  let controller!: ReadableStreamDefaultController<Uint8Array>;

  function* messages(): Generator<string> {
    if (comment !== "") yield comment;
    comment = "";
    for (const [id, snapshot] of changedSensors) {
      changedSensors.delete(id);
      yield formatMessage("sensor", toSensorJson(snapshot));
    }
    while (outOfOrderEvents.length > 0) yield formatMessage("event", outOfOrderEvents.shift(), cursor);
    while (mayHaveEvents) {
      const { events, lost } = host.events.after(cursor, eventsPerRead);
      mayHaveEvents = events.length === eventsPerRead;
      if (lost) yield formatMessage("lost", { after: cursor });
      for (const event of events) {
        if (Number(event.id) > Number(cursor)) cursor = event.id;
        yield formatMessage("event", event, cursor);
      }
    }
  }
  let pendingMessages = messages();

  /** Continues where the previous chunk ended. */
  function nextChunk(): string {
    let text = "";
    while (text.length < chunkLength) {
      const { value, done } = pendingMessages.next();
      if (done) {
        pendingMessages = messages();
        break;
      }
      text += value;
    }
    return text;
  }

  const hasMessages = (): boolean => comment !== "" || changedSensors.size > 0 || outOfOrderEvents.length > 0 || mayHaveEvents;
  const wake = (): void => {
    wakeReader?.();
    wakeReader = undefined;
  };
  /** Waits for the current turn to end, so that a burst is sent together, and a sensor before the event that changed it. */
  const wakeSoon = (): void => {
    if (isWakeScheduled) return;
    isWakeScheduled = true;
    setImmediate(() => {
      isWakeScheduled = false;
      wake();
    });
  };
  const stopSensors = host.onSensor((snapshot) => {
    changedSensors.set(snapshot.id, snapshot);
    wakeSoon();
  });
  const stopEvents = host.events.subscribe((event) => {
    if (Number(event.id) <= Number(cursor)) outOfOrderEvents.push(event);
    else mayHaveEvents = true;
    wakeSoon();
  });
  for (const snapshot of host.sensors()) changedSensors.set(snapshot.id, snapshot);

  const sendHeartbeat = (): void => {
    stopHeartbeat = clock.after(heartbeatInterval, sendHeartbeat);
    unreadHeartbeats = (controller.desiredSize ?? 0) > 0 ? 0 : unreadHeartbeats + 1;
    if (comment === "") comment = ":\n\n";
    wake();
    if (unreadHeartbeats < 2) return;
    end();
    disconnect();
  };
  let stopHeartbeat = clock.after(heartbeatInterval, sendHeartbeat);

  function end(): void {
    if (hasEnded) return;
    hasEnded = true;
    stopHeartbeat();
    stopSensors();
    stopEvents();
    wake();
    try {
      controller.close();
    } catch {
      // The client has already canceled the stream.
    }
    onEnd();
  }

  const body = new ReadableStream<Uint8Array>({
    start(streamController) {
      controller = streamController;
    },
    async pull() {
      for (;;) {
        if (hasEnded) return;
        const text = nextChunk();
        if (text !== "") return controller.enqueue(encoder.encode(text));
        if (!hasMessages())
          await new Promise<void>((resolve) => {
            wakeReader = resolve;
          });
      }
    },
    cancel: end,
  });
  return { body, close: end };
}

function formatMessage(event: string, data: unknown, id?: string): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
