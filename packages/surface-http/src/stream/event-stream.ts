import type { Clock } from "@casement/core";
import { type AccountChange, type EventPage, type Host, type JournalEvent, type SensorSnapshot, toSensorJson } from "@casement/host";
import type { ClientVisibility } from "../access/client-visibility.ts";
import { toJsonText } from "../responses/json-response.ts";

export interface EventStreamOptions {
  readonly host: Host;
  readonly clock: Clock;
  /** Id of the last event that the client has. Undefined: send only new events. */
  readonly after: string | undefined;
  /** What the client is shown. */
  readonly visibility: ClientVisibility;
  /** Called once, whatever ends the stream. */
  readonly onEnd: () => void;
  /** Closes the connection of a client that no longer reads. */
  readonly disconnect: () => void;
}

/**
 * Interval of the message `heartbeat` (ms). It keeps proxies from closing the connection, and a client that misses two knows that the connection
 * is dead. A client that reads nothing for two of them is disconnected.
 */
const heartbeatInterval = 20_000;
/** Maximum length of the text that is sent at once. */
const chunkLength = 64 * 1024;
/** How many events are read from the journal at once. */
const eventsPerRead = 100;

/**
 * Server-sent events: first every sensor and a `heartbeat` after the last one, then each change (`sensor`), each event (`event`, with the id from
 * which to resume), `account` when an account was added, changed or removed, `lost` when the journal no longer has some events, and `heartbeat`.
 * Text is generated when the client reads it. For a slow client, changes of a sensor are merged and events stay in the journal, so memory use is
 * bounded.
 */
export function openEventStream({ host, clock, after, visibility, onEnd, disconnect }: EventStreamOptions): {
  body: ReadableStream<Uint8Array>;
  close(): void;
} {
  const encoder = new TextEncoder();
  const changedSensors = new Map<string, SensorSnapshot>();
  const changedAccounts: AccountChange[] = [];
  /** Events that were committed after an event with a higher id was read. */
  const outOfOrderEvents: JournalEvent[] = [];
  /** Events that were committed while a page was being read: it may lack them. */
  const eventsDuringRead: JournalEvent[] = [];
  let cursor = after ?? host.events.lastId ?? "0";
  /** The highest id that was read. Higher ones follow with the next read. */
  let readUpTo = cursor;
  // With the id, a program that has received no event yet can resume from here. Some parsers leave out what has no data, so sensors have it, too.
  let preamble = `retry: 2000\nid: ${cursor}\n\n`;
  /** Ids are lower than they were, because the clock had been ahead and data was lost. */
  let haveIdsGoneBack = false;
  let mayHaveEvents = after !== undefined;
  let hasListedSensors = false;
  let wakeReader: (() => void) | undefined;
  let isWakeScheduled = false;
  let unreadHeartbeats = 0;
  let hasEnded = false;
  let controller!: ReadableStreamDefaultController<Uint8Array>;

  async function readEvents(): Promise<EventPage> {
    mayHaveEvents = false;
    eventsDuringRead.length = 0;
    const page = await host.events.after(readUpTo, { limit: eventsPerRead });
    haveIdsGoneBack ||= Number(page.after) < Number(readUpTo);
    const ids = new Set(page.events.map(({ id }) => id));
    readUpTo = String(Math.max(Number(readUpTo), ...page.events.map(({ id }) => Number(id))));
    outOfOrderEvents.push(...eventsDuringRead.filter(({ id }) => Number(id) <= Number(readUpTo) && !ids.has(id)));
    if (page.events.length === eventsPerRead) mayHaveEvents = true;
    return page;
  }
  function* formatEvent(event: JournalEvent): Generator<string> {
    const shown = visibility.event(event);
    if (shown) yield formatMessage("event", shown, cursor);
  }
  async function* messages(): AsyncGenerator<string> {
    const pendingPreamble = preamble;
    preamble = "";
    if (pendingPreamble !== "") yield pendingPreamble;
    do {
      const lastRead = readUpTo;
      // Read before the sensors are sent, so that a sensor comes before the event that changed it.
      const { events, lost } = mayHaveEvents ? await readEvents() : { events: [], lost: false };
      // Before the sensors: an account that was removed can be back.
      while (changedAccounts.length > 0) yield formatMessage("account", changedAccounts.shift());
      for (const [id, snapshot] of changedSensors) {
        changedSensors.delete(id);
        const shown = visibility.sensor(snapshot);
        if (shown) yield formatMessage("sensor", toSensorJson(shown), cursor);
      }
      if (!hasListedSensors) {
        hasListedSensors = true;
        yield formatMessage("heartbeat", {}, cursor);
      }
      if (lost) yield formatMessage("lost", { after: lastRead });
      for (const event of events) {
        if (Number(event.id) > Number(cursor)) cursor = event.id;
        yield* formatEvent(event);
      }
      // Where all events are in order, these were read before the host told of them.
      if (host.events.inOrder && !haveIdsGoneBack) outOfOrderEvents.length = 0;
      while (outOfOrderEvents.length > 0) yield* formatEvent(outOfOrderEvents.shift()!);
    } while (mayHaveEvents);
  }
  let pendingMessages = messages();

  /** Continues where the previous chunk ended. */
  async function nextChunk(): Promise<string> {
    let text = "";
    while (text.length < chunkLength) {
      const { value, done } = await pendingMessages.next();
      if (done) {
        pendingMessages = messages();
        break;
      }
      text += value;
    }
    return text;
  }

  const hasMessages = (): boolean =>
    preamble !== "" || changedAccounts.length + changedSensors.size > 0 || outOfOrderEvents.length > 0 || mayHaveEvents;
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
    if (Number(event.id) <= Number(readUpTo)) outOfOrderEvents.push(event);
    else {
      mayHaveEvents = true;
      eventsDuringRead.push(event);
    }
    wakeSoon();
  });
  const stopAccounts = host.onAccount((change) => {
    if (change.kind === "removed")
      for (const { id, account } of [...changedSensors.values()]) if (account === change.account) changedSensors.delete(id);
    changedAccounts.push(change);
    wakeSoon();
  });
  /** A sensor that changed while the list was being read is newer than the list. */
  const addAllSensors = async (): Promise<void> => {
    for (const snapshot of await host.sensors()) if (!changedSensors.has(snapshot.id)) changedSensors.set(snapshot.id, snapshot);
  };
  const allSensorsAdded = addAllSensors();
  allSensorsAdded.catch(() => {});

  const sendHeartbeat = (): void => {
    stopHeartbeat = clock.after(heartbeatInterval, sendHeartbeat);
    unreadHeartbeats = (controller.desiredSize ?? 0) > 0 ? 0 : unreadHeartbeats + 1;
    if (preamble === "") preamble = formatMessage("heartbeat", {}, cursor);
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
    stopAccounts();
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
      try {
        await allSensorsAdded;
        while (!hasEnded) {
          const text = await nextChunk();
          if (hasEnded) return;
          if (text !== "") return controller.enqueue(encoder.encode(text));
          if (!hasMessages())
            await new Promise<void>((resolve) => {
              wakeReader = resolve;
            });
        }
      } catch {
        // The host cannot be read. The client reconnects and resumes after the last id.
        end();
      }
    },
    cancel: end,
  });
  return { body, close: end };
}

function formatMessage(event: string, data: unknown, id?: string): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${toJsonText(data)}\n\n`;
}
