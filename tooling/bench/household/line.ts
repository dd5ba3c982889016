import type { Emulator } from "@casement/graph-emulator";

/** One program's way to the emulator, with a round trip of its own. */
export interface Line {
  fetch: Emulator["fetch"];
  /** Milliseconds of the fake clock between Graph's answer and its arrival. Entra answers at once. */
  latency: number;
  /** Calls `fn` once, when Graph has handled the next request whose address or body fits. */
  onHandled(pattern: RegExp, fn: () => void): void;
}

/** What is under way on all lines, so that a bench can wait until nothing moves. */
export interface Traffic {
  /** Requests that Graph has not answered yet. */
  open: number;
  /** Answers that will arrive when the clock has moved. */
  travelling: number;
  /** Requests and answers so far. */
  steps: number;
}

export interface LineOptions {
  readonly emulator: Emulator;
  readonly sleep: (ms: number) => Promise<void>;
  readonly traffic: Traffic;
}

export function createLine({ emulator, sleep, traffic }: LineOptions): Line {
  const listeners = new Set<{ pattern: RegExp; fn: () => void }>();
  const line: Line = {
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
      if (line.latency === 0 || !text.startsWith("https://graph.")) return response;
      traffic.travelling++;
      await sleep(line.latency);
      traffic.travelling--;
      traffic.steps++;
      return response;
    },
    onHandled: (pattern, fn) => void listeners.add({ pattern, fn }),
  };
  return line;
}
