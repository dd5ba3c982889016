import { createServer, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { createTestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { readStream } from "../test/stream/read-stream.fixture.ts";
import { tasksPlugin } from "../test/tasks-plugin.fixture.ts";
import { serveHttp } from "./serve-http.ts";

const plugins = [{ plugin: tasksPlugin }];

/** `fetch` cannot set the Host header. */
const statusForHost = (address: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(`${address}/api/health`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });

describe("a listening server", () => {
  it("serves this machine with its token, streams, and closes while clients are connected", async () => {
    await using testHost = await createTestHost({ plugins });
    const server = await serveHttp(testHost.host, { port: 0 });
    expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(server.token).toMatch(/^[\w-]{43}$/);
    expect(server.sessionLink()).toContain(`${server.address}/#session=`);
    const headers = { authorization: `Bearer ${server.token}` };
    expect(await (await fetch(`${server.address}/api/health`)).json()).toEqual({ status: "ok", started: true });
    expect((await fetch(`${server.address}/api/v1/accounts`)).status).toBe(401);
    expect((await fetch(`${server.address}/api/v1/accounts`, { headers })).status).toBe(200);
    const body = JSON.stringify({});
    const rescan = await fetch(`${server.address}/api/v1/accounts/home/services/account/rescan`, { method: "POST", headers, body });
    expect(await rescan.json()).toEqual({ result: { sensors: 0 } });
    expect(await statusForHost(server.address, "evil.example")).toBe(421);
    expect(await statusForHost(server.address, new URL(server.address).host.replace("127.0.0.1", "localhost"))).toBe(200);

    const stream = readStream(await fetch(`${server.address}/api/v1/stream?after=0`, { headers }));
    const [first] = await stream.take(1);
    expect(first?.data.type).toBe("account/signed-in");
    const ended = stream.take(100).catch(String);
    await server.close();
    expect(await ended).toMatch(/ended|terminated/);
    await expect(fetch(`${server.address}/api/health`)).rejects.toThrow();
  });

  it("closes the stream when the client's connection breaks", async () => {
    await using testHost = await createTestHost({ plugins });
    const server = await serveHttp(testHost.host, { port: 0 });
    const headers = { authorization: `Bearer ${server.token}` };
    const controller = new AbortController();
    const stream = readStream(await fetch(`${server.address}/api/v1/stream?after=0`, { headers, signal: controller.signal }));
    await stream.take(1);
    const streamCount = async () =>
      /\ncasement_streams (\d+)/.exec(await (await fetch(`${server.address}/metrics`, { headers })).text())![1];
    expect(await streamCount()).toBe("1");
    controller.abort();
    await expect.poll(streamCount).toBe("0");
    await server.close();
  });

  it("disconnects a client that no longer reads", async () => {
    await using testHost = await createTestHost({ plugins, mode: "once" });
    const server = await serveHttp(testHost.host, { port: 0, clock: testHost.clock });
    const { host, port } = new URL(server.address);
    const socket = connect(Number(port), "127.0.0.1");
    socket.write(`GET /api/v1/stream HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${server.token}\r\n\r\n`);
    await new Promise((resolve) => socket.once("readable", resolve));
    const first = Number(testHost.host.events.lastId) + 1;
    const payload = "x".repeat(20_000);
    const events = Array.from({ length: 2_000 }, (_, at) => ({ id: String(first + at), account: "home", type: "x/y", at: "", payload }));
    (testHost.host.events as unknown as { publish(list: readonly object[]): void }).publish(events);
    const headers = { authorization: `Bearer ${server.token}` };
    const streamCount = async () =>
      /\ncasement_streams (\d+)/.exec(await (await fetch(`${server.address}/metrics`, { headers })).text())![1];
    await testHost.advance("20s");
    expect(await streamCount()).toBe("1");
    await testHost.advance("40s");
    expect(await streamCount()).toBe("0");
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => {}).resume();
    await closed;
    await server.close();
  });

  it("rejects an address that other machines can reach without publicUrl, and a port that is in use", async () => {
    await using testHost = await createTestHost({ plugins, mode: "once", signedOut: true });
    await expect(serveHttp(testHost.host, { host: "0.0.0.0", port: 0 })).rejects.toMatchObject({
      code: "config-invalid",
      message: /publicUrl/,
    });
    await expect(serveHttp(testHost.host, { publicUrl: "casement.example", port: 0 })).rejects.toMatchObject({ code: "config-invalid" });
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    await expect(serveHttp(testHost.host, { port })).rejects.toMatchObject({
      code: "config-invalid",
      message: expect.stringContaining(`port ${port} is in use`),
    });
    await new Promise((resolve) => other.close(resolve));
    const server = await serveHttp(testHost.host, { host: "0.0.0.0", port: 0, publicUrl: "http://192.0.2.7:8365" });
    expect(await statusForHost(server.address, "192.0.2.7:8365")).toBe(200);
    expect(await statusForHost(server.address, "other.example:8365")).toBe(421);
    await server.close();
  });
});
