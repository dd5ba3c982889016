import { expect, test } from "vitest";
import { readServerSentEvents, type ServerSentEvent } from "./server-sent-events.ts";

async function read(chunks: readonly string[]) {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
  const events: ServerSentEvent[] = [];
  for await (const event of readServerSentEvents(body)) events.push(event);
  return events;
}

test("events are separated by blank lines, wherever the chunks are split", async () => {
  const text =
    ': hello\n\nid: 1\nevent: sensor\ndata: {"a":\ndata: 1}\n\ndata:x\r\n\r\nevent: never\n\nid: 7\ndata: last\n\ndata: unfinished';
  const expected = [
    { id: "1", event: "sensor", data: '{"a":\n1}' },
    { id: "1", event: "message", data: "x" },
    { id: "7", event: "message", data: "last" },
  ];
  expect(await read([text])).toEqual(expected);
  expect(await read([...text])).toEqual(expected);
});
