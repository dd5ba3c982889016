import { type HubClient, HubError, type HubEvent, type HubSensor, type TimerSource } from "@casement/client";

export interface StreamListener {
  onConnect?(): void;
  onDisconnect(error: HubError): void;
  /** Called for every sensor at each connection, then for each change, and with `gone` when its account is removed. */
  onSensor?(sensor: HubSensor): void;
  onEvent?(event: HubEvent): void;
  /** The hub no longer has some of the events that follow. */
  onLost?(): void;
}

/** Where the last run stopped, which can be read again after a restart. */
export interface StreamPosition {
  load(): Promise<string | undefined>;
  save(after: string): void;
}

export interface SharedStream {
  /** A listener that comes later hears of all sensors and of the state of the connection at once. Returns a function that ends it. */
  listen(listener: StreamListener): () => void;
  close(): void;
}

/** One stream of a hub for all nodes. It is open while a node listens, and resumes after the last event. */
export function createSharedStream(client: Pick<HubClient, "follow">, position: StreamPosition, clock?: TimerSource): SharedStream {
  const listeners = new Set<StreamListener>();
  const sensors = new Map<string, HubSensor>();
  let state: "closed" | "connecting" | "connected" | HubError = "closed";
  let connection: AbortController | undefined;

  const report = (tell: (listener: StreamListener) => void): void => {
    for (const listener of [...listeners]) tell(listener);
  };
  const disconnect = (error: HubError): void => {
    state = error;
    report((listener) => listener.onDisconnect(error));
  };

  const removeAccount = (account: string): void => {
    for (const sensor of [...sensors.values()]) {
      if (sensor.account !== account) continue;
      sensors.delete(sensor.id);
      report((listener) => listener.onSensor?.({ ...sensor, state: null, attributes: {}, stale: true, gone: true }));
    }
  };

  async function follow({ signal }: AbortController): Promise<void> {
    const after = await position.load();
    for await (const message of client.follow({ after, signal, ...(clock && { clock }) })) {
      if (message.type === "connected") {
        state = "connected";
        // A node without a saved position begins here, also if Node-RED ends before the first event.
        position.save(message.after);
        sensors.clear();
        report((listener) => listener.onConnect?.());
      } else if (message.type === "disconnected") disconnect(message.error);
      else if (message.type === "sensor") {
        sensors.set(message.sensor.id, message.sensor);
        report((listener) => listener.onSensor?.(message.sensor));
      } else if (message.type === "event") {
        report((listener) => listener.onEvent?.(message.event));
        position.save(message.after);
      } else if (message.type === "lost") report((listener) => listener.onLost?.());
      else if (message.kind === "removed") removeAccount(message.account);
    }
  }

  function open(): void {
    const current = new AbortController();
    connection = current;
    state = "connecting";
    follow(current).catch((error: unknown) => {
      if (!current.signal.aborted) disconnect(error instanceof HubError ? error : new HubError(String(error), { cause: error }));
    });
  }

  function close(): void {
    connection?.abort();
    connection = undefined;
    state = "closed";
    sensors.clear();
  }

  return {
    listen(listener) {
      listeners.add(listener);
      if (state === "closed") open();
      else if (state === "connected") listener.onConnect?.();
      else if (state instanceof HubError) listener.onDisconnect(state);
      for (const sensor of sensors.values()) listener.onSensor?.(sensor);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) close();
      };
    },
    close() {
      listeners.clear();
      close();
    },
  };
}
