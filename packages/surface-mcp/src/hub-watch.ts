import type { Clock } from "@casement/core";
import type { Host } from "@casement/host";

export interface HubListener {
  toolsChanged(): void;
  resourcesChanged(): void;
  /** A resource's content changed. */
  updated(uri: string): void;
}

/** Tells connections what changed. */
export interface HubWatch {
  add(listener: HubListener): () => void;
  close(): void;
}

const lookAfterChange = 500;
/** What has no event of its own, such as a sensor that is dropped after 30 days. */
const lookAgain = 60_000;

export function watchHub(host: Host, clock: Clock, uris: { sensor(id: string): string; events(account: string): string }): HubWatch {
  const listeners = new Set<HubListener>();
  const tell = (what: (listener: HubListener) => void): void => {
    for (const listener of listeners) what(listener);
  };
  let known = stateOf(host);
  let soon = false;
  const look = (): void => {
    soon = false;
    stop = clock.after(lookAgain, look);
    const now = stateOf(host);
    const { tools, resources } = known;
    known = now;
    if (now.tools !== tools) tell((listener) => listener.toolsChanged());
    if (now.resources !== resources) tell((listener) => listener.resourcesChanged());
  };
  let stop = clock.after(lookAgain, look);
  const lookSoon = (): void => {
    if (soon) return;
    soon = true;
    stop();
    stop = clock.after(lookAfterChange, look);
  };
  const stopSensors = host.onSensor(({ id }) => {
    tell((listener) => listener.updated(uris.sensor(id)));
    lookSoon();
  });
  const stopEvents = host.events.subscribe(({ account }) => {
    tell((listener) => listener.updated(uris.events(account)));
    lookSoon();
  });
  return {
    add(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      stop();
      stopSensors();
      stopEvents();
      listeners.clear();
    },
  };
}

/** What the lists are made from, as far as it changes while a hub runs. Schemas are not looked at: making them is dear. */
function stateOf(host: Host): { tools: string; resources: string } {
  const resources = host
    .sensors()
    .filter(({ gone }) => !gone)
    .map(({ id, title }) => `${id} ${title}`)
    .join("\n");
  const offers = host.services().map(({ account, id, offered }) => `${account} ${id} ${offered}`);
  // Sensors that can be named stand in the tools.
  return { tools: `${offers.join("\n")}\n${resources}`, resources };
}
