import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, it, onTestFinished } from "vitest";
import { createTransport } from "./create-transport.ts";
import { networkCodeOf } from "./graph/graph-error.ts";

const manual = { redirect: "manual" } as const;

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it("sends a request and returns status, headers and text", async () => {
  const received: unknown[] = [];
  const address = await serve(async (request, response) => {
    const chunks = await request.toArray();
    received.push(
      request.method,
      request.url,
      request.headers["x-test"],
      request.headers["content-length"],
      Buffer.concat(chunks).toString(),
    );
    response.writeHead(201, { "Content-Type": "text/plain", "Set-Cookie": ["a=1", "b=2"] }).end("\u00fc");
  });
  const response = await createTransport().fetch(`${address}/a?b=c`, {
    ...manual,
    method: "POST",
    headers: { "X-Test": "1" },
    body: "\u00e4",
  });
  expect([response.status, response.ok, response.headers.get("content-type")]).toEqual([201, true, "text/plain"]);
  expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect(await response.text()).toBe("\u00fc");
  expect(response.bodyUsed).toBe(true);
  await expect(response.text()).rejects.toThrow("already read");
  expect(received).toEqual(["POST", "/a?b=c", "1", "2", "\u00e4"]);
});

it("sends bytes, and headers in every form", async () => {
  const address = await serve(async (request, response) => {
    response.end(Buffer.concat([Buffer.from(`${request.headers["x-test"]} `), ...(await request.toArray())]));
  });
  const { fetch } = createTransport();
  const body = Buffer.from("bytes");
  for (const headers of [{ "x-test": "1" }, new Headers({ "x-test": "1" }), [["x-test", "1"]] as [string, string][]])
    expect(await (await fetch(address, { ...manual, method: "PUT", headers, body })).text()).toBe("1 bytes");
});

it("asks for compressed responses and decompresses them, but not for parts of a file", async () => {
  const address = await serve((request, response) => {
    if (request.headers["accept-encoding"] !== "gzip") return void response.end(`"${request.headers["accept-encoding"]}"`);
    response.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync('{"a":1}'));
  });
  const { fetch } = createTransport();
  expect(await (await fetch(address, manual)).json()).toEqual({ a: 1 });
  const { body } = await fetch(address, manual);
  expect(await new Response(body).text()).toBe('{"a":1}');
  expect(await (await fetch(address, { ...manual, headers: { Range: "bytes=0-1" } })).text()).toBe('"identity"');
});

it("rejects when a compressed response is damaged", async () => {
  const address = await serve((_, response) => void response.writeHead(200, { "Content-Encoding": "gzip" }).end("no gzip"));
  await expect((await createTransport().fetch(address, manual)).text()).rejects.toThrow();
});

it("returns a body as a stream, as bytes and as a copy", async () => {
  const address = await serve((_, response) => void response.end("abc"));
  const { fetch } = createTransport();
  const get = () => fetch(address, manual);
  const response = await get();
  const copy = response.clone();
  expect([await copy.text(), await response.text()]).toEqual(["abc", "abc"]);
  expect(Buffer.from(await (await get()).arrayBuffer()).toString()).toBe("abc");
  expect(await (await (await get()).blob()).text()).toBe("abc");
});

it.each([204, 304])("has no body with status %i", async (status) => {
  const address = await serve((_, response) => void response.writeHead(status).end());
  const response = await createTransport().fetch(address, manual);
  expect([response.status, response.body, await response.text()]).toEqual([status, null, ""]);
});

it("does not follow redirects itself", async () => {
  const address = await serve((_, response) => void response.writeHead(302, { Location: "/b" }).end());
  const response = await createTransport().fetch(address, manual);
  expect([response.status, response.headers.get("location")]).toEqual([302, "/b"]);
});

it("rejects with the reason of the abort, before and during the request", async () => {
  let onRequest = (): void => {};
  const asked = new Promise<void>((resolve) => {
    onRequest = resolve;
  });
  const address = await serve(() => onRequest());
  const { fetch } = createTransport();
  await expect(fetch(address, { ...manual, signal: AbortSignal.abort("early") })).rejects.toBe("early");
  const controller = new AbortController();
  const sent = fetch(address, { ...manual, signal: controller.signal });
  await asked;
  controller.abort(new Error("enough"));
  await expect(sent).rejects.toThrow("enough");
});

it("rejects when a response is aborted or ends early", async () => {
  const address = await serve((request, response) => {
    response.writeHead(200, { "Content-Length": 10 }).write("abc");
    if (request.url === "/early") setImmediate(() => response.destroy());
  });
  const { fetch } = createTransport();
  await expect((await fetch(`${address}/early`, manual)).text()).rejects.toThrow();
  const controller = new AbortController();
  const response = await fetch(address, { ...manual, signal: controller.signal });
  controller.abort(new Error("enough"));
  await expect(response.text()).rejects.toThrow();
});

it("says why there is no connection", async () => {
  const server = createTcpServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const failure = await createTransport()
    .fetch(`http://127.0.0.1:${port}`, manual)
    .catch((error) => error);
  expect(networkCodeOf(failure)).toBe("ECONNREFUSED");
});

it("opens a limited number of connections to an origin", async () => {
  const waiting: ServerResponse[] = [];
  let isAnswering = false;
  let onOther = (): void => {};
  const otherArrived = new Promise<void>((resolve) => {
    onOther = resolve;
  });
  const address = await serve((request, response) => {
    if (request.url === "/other") onOther();
    else if (isAnswering) response.end("x");
    else waiting.push(response);
  });
  const { fetch } = createTransport();
  const all = Array.from({ length: 70 }, async () => (await fetch(address, manual)).text());
  // Later than all of them, and on a connection of its own: whatever can arrive has arrived before.
  const controller = new AbortController();
  const other = createTransport().fetch(`${address}/other`, { ...manual, signal: controller.signal });
  await otherArrived;
  expect(waiting).toHaveLength(64);
  controller.abort(new Error("enough"));
  await expect(other).rejects.toThrow("enough");
  isAnswering = true;
  for (const response of waiting) response.end("x");
  expect(await Promise.all(all)).toEqual(Array.from({ length: 70 }, () => "x"));
});

/** `fetch` sends a header that no other client sends. */
const serveSender = () => serve((request, response) => void response.end(request.headers["sec-fetch-mode"] ? "fetch" : "https"));

it("leaves to fetch what only fetch can do", async () => {
  const address = await serveSender();
  const { fetch } = createTransport();
  const send = async (init: RequestInit): Promise<string> => (await fetch(address, init)).text();
  expect(await send(manual)).toBe("https");
  expect(await send({})).toBe("fetch");
  expect(await send({ ...manual, method: "POST", body: new URLSearchParams("a=b") })).toBe("fetch");
  expect(await (await fetch("data:text/plain,abc", manual)).text()).toBe("abc");
});

it("leaves requests to fetch where it uses a proxy", async () => {
  const address = await serveSender();
  const { fetch } = createTransport({ env: { NODE_USE_ENV_PROXY: "1" } });
  expect(await (await fetch(address, manual)).text()).toBe("fetch");
});
