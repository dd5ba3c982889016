import type { Transport } from "@casement/host";
import { createRecorder } from "../contract/recorder.ts";
import { createScrubber } from "./scrubber.ts";

/** Responses of Graph for `createReplayedArea`, without private data. */
export interface GraphRecording {
  readonly exchanges: readonly RecordedExchange[];
  /** How many different texts were replaced, by kind of placeholder. */
  readonly scrubbed?: Readonly<Record<string, number>>;
}
export interface RecordedExchange {
  readonly method: string;
  /** Below `/v1.0`, with the query. */
  readonly path: string;
  readonly status: number;
  readonly body?: unknown;
}

export interface GraphRecorder {
  /** For `createHost({ transport })`: forwards every request and records Graph's responses. */
  readonly transport: Transport;
  /**
   * What was recorded, without private data. Tokens and request bodies are not kept. Every text except dates, time zones and names of types
   * is replaced by a placeholder. The same text always gets the same placeholder, so that ids and links still match. `keep` names further
   * properties whose texts are kept.
   */
  recording(keep?: readonly string[]): GraphRecording;
}

/** Records what the real Graph returns to a plugin, for use in tests. */
export function recordGraph(transport: Transport = { fetch }): GraphRecorder {
  const recorder = createRecorder({ ...transport, fetch: (input: string | URL | Request) => forward(transport, input) });
  return {
    transport: recorder.emulator,
    recording(keep) {
      const scrubber = createScrubber(keep);
      // Bodies first: they show which segments of the paths are ids.
      const bodies = recorder.exchanges.map(({ responseBody }) => scrubber.value(responseBody));
      const exchanges = recorder.exchanges.map(({ method, path, status }, i): RecordedExchange => {
        const body = bodies[i];
        return { method, path: scrubber.path(path), status, ...(body !== undefined && { body }) };
      });
      return { exchanges, scrubbed: scrubber.replaced() };
    },
  };
}

/** Turns the recorder's `Request` into the arguments of a transport. */
async function forward(transport: Transport, input: string | URL | Request): Promise<Response> {
  const request = new Request(input);
  const { method, headers, signal, url } = request;
  const body = await request.arrayBuffer();
  return transport.fetch(url, { method, headers, signal, ...(body.byteLength > 0 && { body }) });
}
