import { httpToken } from "./household-config.ts";
import type { SeenEvent } from "./marker-ledger.ts";
import { pauseFor } from "./pause-for.ts";

export interface EventStream {
  readonly events: SeenEvent[];
  close(): void;
}

/** The hub's server-sent events, resumed with Last-Event-ID whenever the connection ends. */
export function followEvents(port: number): EventStream {
  const events: SeenEvent[] = [];
  const end = new AbortController();
  let last: string | undefined;
  const read = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/stream${last ? "" : "?after=0"}`, {
      headers: { authorization: `Bearer ${httpToken}`, ...(last && { "last-event-id": last }) },
      signal: end.signal,
    });
    let buffer = "";
    for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
      buffer += text;
      for (let at = buffer.indexOf("\n\n"); at >= 0; at = buffer.indexOf("\n\n")) {
        const fields = new Map(buffer.slice(0, at).split("\n").map(fieldOf));
        buffer = buffer.slice(at + 2);
        if (fields.get("id")) last = fields.get("id");
        if (fields.get("event") === "event") events.push(JSON.parse(fields.get("data")!));
      }
    }
  };
  const run = async () => {
    while (!end.signal.aborted) {
      await read().catch(() => {});
      await pauseFor(50);
    }
  };
  void run();
  return { events, close: () => end.abort() };
}

function fieldOf(line: string): [string, string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
}
