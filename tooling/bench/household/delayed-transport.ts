import type { Emulator } from "@casement/graph-emulator";

/** The connection of one program to the emulator, with its own latency. */
export interface DelayedTransport {
  fetch: Emulator["fetch"];
  /** Milliseconds of the fake clock between a response of Graph and its arrival. Entra responds immediately. */
  latency: number;
  /** Calls `fn` once, after Graph has handled the next request whose URL or body matches. */
  onHandled(pattern: RegExp, fn: () => void): void;
}

/** The requests and responses in progress on all transports. */
export interface TrafficCounts {
  /** Requests without a response. */
  open: number;
  /** Responses that arrive when the clock moves. */
  traveling: number;
  /** Requests and responses so far. */
  steps: number;
}

export interface DelayedTransportOptions {
  readonly emulator: Emulator;
  readonly sleep: (ms: number) => Promise<void>;
  readonly traffic: TrafficCounts;
}

export function createDelayedTransport({ emulator, sleep, traffic }: DelayedTransportOptions): DelayedTransport {
  const listeners = new Set<{ pattern: RegExp; fn: () => void }>();
  const transport: DelayedTransport = {
    latency: 0,
    async fetch(input, init) {
      const body = typeof init?.body === "string" ? init.body : "";
      const text = `${input instanceof Request ? input.url : input} ${body}`;
      traffic.steps++;
      traffic.open++;
      const response = await emulator.fetch(input, init).finally(() => {
        traffic.open--;
        traffic.steps++;
      });
      for (const listener of listeners) {
        if (!listener.pattern.test(text)) continue;
        listeners.delete(listener);
        listener.fn();
      }
      if (transport.latency === 0 || !text.startsWith("https://graph.")) return response;
      traffic.traveling++;
      await sleep(transport.latency);
      traffic.traveling--;
      traffic.steps++;
      return response;
    },
    onHandled: (pattern, fn) => void listeners.add({ pattern, fn }),
  };
  return transport;
}
