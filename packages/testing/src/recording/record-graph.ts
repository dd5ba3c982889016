import type { Transport } from "@casement/host";
import { record } from "../contract/recorder.ts";
import { createScrubber } from "./scrubber.ts";

/** What Graph answered, for `replayedArea`; safe to keep beside a test. */
export interface GraphRecording {
  readonly exchanges: readonly RecordedExchange[];
  /** How many different texts were replaced, by kind. */
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
  /** For `createHost({ transport })`: passes everything on and writes Graph's answers down. */
  readonly transport: Transport;
  /**
   * What was recorded, with nothing of anybody's in it: tokens and request bodies are not kept, and every text but dates, time zones and kinds is
   * replaced by a placeholder, ids and addresses too, so that they still fit together. `keep` names further properties to leave as they are.
   */
  recording(keep?: readonly string[]): GraphRecording;
}

/** Records what the real Graph answers a plugin, once, for tests ever after. */
export function recordGraph(transport: Transport = { fetch }): GraphRecorder {
  const recorder = record({ ...transport, fetch: (input: string | URL | Request) => passOn(transport, input) });
  return {
    transport: recorder.emulator,
    recording(keep) {
      const scrubber = createScrubber(keep);
      // Bodies first: they say which segments of the paths are ids.
      const bodies = recorder.exchanges.map(({ answer }) => scrubber.value(answer));
      const exchanges = recorder.exchanges.map(({ method, path, status }, i): RecordedExchange => {
        const body = bodies[i];
        return { method, path: scrubber.path(path), status, ...(body !== undefined && { body }) };
      });
      return { exchanges, scrubbed: scrubber.replaced() };
    },
  };
}

/** The recorder hands on a `Request`; a transport takes an address and what goes with it. */
async function passOn(transport: Transport, input: string | URL | Request): Promise<Response> {
  const request = new Request(input);
  const { method, headers, signal, url } = request;
  const body = await request.arrayBuffer();
  return transport.fetch(url, { method, headers, signal, ...(body.byteLength > 0 && { body }) });
}
