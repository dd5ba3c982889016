import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createRemoteHubClient } from "./remote-hub-client.ts";

let server: Server;
/** The streams that clients have opened, with the ID after which they asked for events. */
let streams: { readonly response: ServerResponse; readonly after: string | undefined }[];
let onStream: (() => void) | undefined;
beforeEach(async () => {
  streams = [];
  onStream = undefined;
  server = createServer((request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.flushHeaders();
    streams.push({ response, after: request.headers["last-event-id"] as string | undefined });
    onStream?.();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const nextStream = (): Promise<void> =>
  new Promise((resolve) => {
    onStream = resolve;
  });
const send = (id: string) => streams.at(-1)!.response.write(`id: ${id}\nevent: event\ndata: {"id":"${id}"}\n\n`);

it("a stream that falls silent is replaced, and goes on after the last event", async () => {
  const { port } = server.address() as AddressInfo;
  const stop = new AbortController();
  const client = createRemoteHubClient({ address: `http://127.0.0.1:${port}`, token: "t", pid: 1 }, stop.signal, 500);
  const opened = nextStream();
  const events = client.stream("4")[Symbol.asyncIterator]();
  const first = events.next();
  await opened;
  send("5");
  expect((await first).value).toMatchObject({ event: "event", id: "5" });
  // The server stays connected and sends nothing: no heartbeat, no end.
  const reopened = nextStream();
  const second = events.next();
  await reopened;
  expect(streams.map(({ after }) => after)).toEqual(["4", "5"]);
  send("6");
  expect((await second).value).toMatchObject({ id: "6" });
  stop.abort();
  expect((await events.next()).done).toBe(true);
});
