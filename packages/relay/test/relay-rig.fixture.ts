import { createFakeClock, type FakeClock } from "@casement/graph-emulator";
import { connectToRelay, type RelayConnection, type RelayConnectionOptions } from "../src/client/connect-to-relay.ts";
import { createRelayKeys, type RelayKeys } from "../src/client/relay-keys.ts";
import type { RelayReceiver } from "../src/client/relay-receiver.ts";
import { createRelay, type RelayServer } from "../src/server/create-relay.ts";
import type { RelayOptions } from "../src/server/relay-options.ts";

/** What a hub was told. */
export interface RecordingReceiver extends RelayReceiver {
  /** The bodies, as text. */
  readonly received: string[];
  readonly missedCount: () => number;
  /** Undefined: disconnected. The last one. */
  readonly connected: () =>
    | { readonly address: string; readonly problem?: string | undefined; readonly cause?: object | undefined }
    | undefined;
}

export function createRecordingReceiver(): RecordingReceiver {
  const received: string[] = [];
  let missed = 0;
  let connected: ReturnType<RecordingReceiver["connected"]>;
  return {
    received,
    missedCount: () => missed,
    connected: () => connected,
    connect(receiver) {
      connected = receiver;
      return () => {
        if (connected === receiver) connected = undefined;
      };
    },
    receive: (body) => void received.push(JSON.stringify(body)),
    missed: () => void missed++,
  };
}

export interface RelayRig extends AsyncDisposable {
  readonly clock: FakeClock;
  readonly relay: RelayServer;
  readonly keys: RelayKeys;
  /** Connects a hub, and waits until it is connected. */
  open(options?: Partial<RelayConnectionOptions>): Promise<{ readonly connection: RelayConnection; readonly receiver: RecordingReceiver }>;
  /** As Microsoft does. `value`: of the collection. */
  notify(value: unknown, query?: string): Promise<Response>;
}

/** A relay on a real port, with a clock that stands still. */
export async function createRelayRig(options: RelayOptions = {}): Promise<RelayRig> {
  const clock = createFakeClock();
  const relay = await createRelay({ port: 0, clock, ...options });
  const keys = createRelayKeys();
  const connections: RelayConnection[] = [];
  return {
    clock,
    relay,
    keys,
    async open(changes = {}) {
      const receiver = createRecordingReceiver();
      const connection = connectToRelay({ relay: relay.address, keys, receiver, clock, random: () => 1, ...changes });
      connections.push(connection);
      await waitFor(() => connection.isConnected);
      return { connection, receiver };
    },
    notify: (value, query = "") =>
      fetch(`${relay.address}/notifications/${keys.publicKey}${query}`, { method: "POST", body: JSON.stringify({ value }) }),
    async [Symbol.asyncDispose]() {
      for (const connection of connections) connection.close();
      await relay.close();
    },
  };
}

/** Waits for what happens in sockets, which no fake clock knows. */
export async function waitFor(condition: () => boolean): Promise<void> {
  const until = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > until) throw new Error("It did not happen within ten seconds.");
    await new Promise((resolve) => setImmediate(resolve));
  }
}
