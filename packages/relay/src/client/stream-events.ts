/** One server-sent event. A comment has neither. */
export interface StreamEvent {
  readonly event: string | undefined;
  readonly id: string | undefined;
  readonly data: string;
}

/** The longest event of an honest relay has 1,000 wake-ups of about 400 bytes. */
const maxEventLength = 2 * 1024 * 1024;

/**
 * Reads server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), also comments. It costs no more than what arrives,
 * whatever the sender does. @throws Error when an event is longer than 2 MB
 */
export async function* readStreamEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder();
  let block: string[] = [];
  /** The line so far. Its parts are joined when it is complete. */
  let line: string[] = [];
  let length = 0;
  for await (const chunk of body) {
    const text = decoder.decode(chunk, { stream: true });
    const [first = "", ...others] = text.split("\n");
    line.push(first);
    length += text.length;
    for (const next of others) {
      const complete = line.join("").replace(/\r$/, "");
      line = [next];
      if (complete !== "") {
        block.push(complete);
        continue;
      }
      yield toStreamEvent(block);
      block = [];
      length = next.length;
    }
    if (length > maxEventLength) throw new Error("An event is longer than 2 MB.");
  }
}

function toStreamEvent(block: readonly string[]): StreamEvent {
  let [event, id]: (string | undefined)[] = [];
  const data: string[] = [];
  for (const line of block) {
    const [, name, value = ""] = /^(event|id|data): ?(.*)$/.exec(line) ?? [];
    if (name === "event") event = value;
    else if (name === "id") id = value;
    else if (name === "data") data.push(value);
  }
  return { event, id, data: data.join("\n") };
}
