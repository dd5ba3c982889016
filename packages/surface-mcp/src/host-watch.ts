import type { Clock } from "@casement/core";
import type { Host } from "@casement/host";

export interface HostListener {
  onToolsChanged(): void;
  onResourcesChanged(): void;
  /** A resource's content changed. */
  onResourceUpdated(uri: string): void;
}

/** Notifies MCP connections of changes in the host. */
export interface HostWatch {
  /** Returns a function that removes the listener. */
  add(listener: HostListener): () => void;
  close(): void;
}

/** Delay between a change and the comparison of the lists (ms). */
const compareDelay = 500;
/** How often to compare the lists without a change (ms), for what raises no event, such as a sensor that is removed after 30 days. */
const compareInterval = 60_000;

export function watchHost(host: Host, clock: Clock, uris: { sensor(id: string): string; events(account: string): string }): HostWatch {
  const listeners = new Set<HostListener>();
  const notify = (send: (listener: HostListener) => void): void => {
    for (const listener of listeners) send(listener);
  };
  let last: Promise<Fingerprints | undefined> = fingerprintsOf(host).catch(() => undefined);
  let compareScheduled = false;
  /** Compares each reading with the one before it, so that no change is missed while one is pending. */
  const compare = async (): Promise<void> => {
    const previous = last;
    // If the host cannot be read, the next comparison finds the changes.
    last = fingerprintsOf(host).catch(() => previous);
    const [before, now] = await Promise.all([previous, last]);
    if (now?.tools !== before?.tools) notify((listener) => listener.onToolsChanged());
    if (now?.resources !== before?.resources) notify((listener) => listener.onResourcesChanged());
  };
  const onCompareTimer = (): void => {
    compareScheduled = false;
    cancelCompare = clock.after(compareInterval, onCompareTimer);
    void compare();
  };
  let cancelCompare = clock.after(compareInterval, onCompareTimer);
  const scheduleCompare = (): void => {
    if (compareScheduled) return;
    compareScheduled = true;
    cancelCompare();
    cancelCompare = clock.after(compareDelay, onCompareTimer);
  };
  const unsubscribeSensors = host.onSensor(({ id }) => {
    notify((listener) => listener.onResourceUpdated(uris.sensor(id)));
    scheduleCompare();
  });
  const unsubscribeEvents = host.events.subscribe(({ account }) => {
    notify((listener) => listener.onResourceUpdated(uris.events(account)));
    scheduleCompare();
  });
  const unsubscribeAccounts = host.onAccount(scheduleCompare);
  return {
    add(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      cancelCompare();
      unsubscribeSensors();
      unsubscribeEvents();
      unsubscribeAccounts();
      listeners.clear();
    },
  };
}

/** What the lists of tools and resources depend on while a hub runs. Omits schemas, which are expensive to generate. */
interface Fingerprints {
  readonly tools: string;
  readonly resources: string;
}

async function fingerprintsOf(host: Host): Promise<Fingerprints> {
  const resources = host
    .index()
    .filter(({ gone }) => !gone)
    .map(({ id, title }) => `${id} ${title}`)
    .join("\n");
  const offers = (await host.services()).map(({ account, id, offered }) => `${account} ${id} ${offered}`);
  // Tools list the sensors that their input accepts.
  return { tools: `${offers.join("\n")}\n${resources}`, resources };
}
