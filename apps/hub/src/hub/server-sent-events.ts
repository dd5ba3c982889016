import { EventSourceParserStream } from "eventsource-parser/stream";

export interface ServerSentEvent {
  /** The latest id of the stream, as browsers keep it. */
  readonly id: string | undefined;
  readonly event: string;
  readonly data: string;
}

export async function* readServerSentEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent, void, undefined> {
  const text: ReadableStream<string> = body.pipeThrough(new TextDecoderStream() as any);
  let lastId: string | undefined;
  for await (const { id, event = "message", data } of text.pipeThrough(new EventSourceParserStream())) {
    lastId = id ?? lastId;
    yield { id: lastId, event, data };
  }
}
