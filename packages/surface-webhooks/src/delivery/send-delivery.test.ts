import type { LookupAddress } from "node:dns";
import { type AddressInfo, createServer } from "node:net";
import { createFakeClock } from "@casement/graph-emulator";
import type { AddressLookup } from "@casement/host";
import { expect, it } from "vitest";
import { openReceiver } from "../../test/webhook-receiver.fixture.ts";
import { sendDelivery } from "./send-delivery.ts";

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const message = { id: "event-1", body: "{}" };
/** Names on this machine, whatever they are called. */
const resolveTo =
  (...addresses: readonly string[]): AddressLookup =>
  (_host, _options, found) =>
    found(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
const send = (url: string, privateNetwork: boolean, lookup?: AddressLookup) =>
  sendDelivery({ name: "flows", url, secret, privateNetwork }, message, {
    clock: createFakeClock(),
    version: "1",
    lookup,
    signal: new AbortController().signal,
  });

it.each(["https://127.0.0.1/", "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://2130706433/", "https://169.254.169.254/latest/"])(
  "does not connect to %s without privateNetwork",
  async (url) => {
    expect(await send(url, false)).toMatchObject({ delivered: false, reason: expect.stringContaining("privateNetwork: true") });
  },
);

it("judges the addresses to which it connects, also when only one of them is private", async () => {
  for (const addresses of [["10.0.0.7"], ["93.184.215.14", "::1"]])
    expect(await send("https://rebound.example/", false, resolveTo(...addresses))).toMatchObject({
      delivered: false,
      reason: expect.stringContaining("private network"),
    });
});

it("does not send plain HTTP out of the private network", async () => {
  expect(await send("http://flows.example/", true, resolveTo("93.184.215.14"))).toMatchObject({
    delivered: false,
    reason: expect.stringContaining("Use https://"),
  });
});

it("asks the name once, and connects to what was checked", async () => {
  await using receiver = await openReceiver();
  const { port } = new URL(receiver.url);
  let lookups = 0;
  const rebinding: AddressLookup = (host, options, found) => resolveTo(lookups++ === 0 ? "127.0.0.1" : "127.0.0.9")(host, options, found);
  expect(await send(`http://flows.example:${port}/hook`, true, rebinding)).toEqual({ delivered: true, status: 204 });
  expect(lookups).toBe(1);
  expect(receiver.received[0]!.headers.host).toBe(`flows.example:${port}`);
});

it("says why it could not send, without the address", async () => {
  const refused = await send("http://127.0.0.1:1/hook?key=sesame", true);
  expect(refused).toEqual({ delivered: false, reason: "It cannot be reached (ECONNREFUSED)" });
  const unknown: AddressLookup = (_host, _options, found) => found(Object.assign(new Error("x"), { code: "ENOTFOUND" }), []);
  expect(await send("https://flows.example/", false, unknown)).toEqual({ delivered: false, reason: "It cannot be reached (ENOTFOUND)" });
});

it.each([
  [
    "switches to another protocol",
    "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
    "ends the connection",
  ],
  ["does not speak HTTP", "220 mail.example ESMTP\r\n", "not with HTTP"],
])("fails, and does not wait forever, when the receiver %s", async (_, answer, reason) => {
  const server = createServer((socket) => void socket.on("error", () => {}).once("data", () => socket.write(answer)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const outcome = await send(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, true);
  expect(outcome).toEqual({ delivered: false, reason: expect.stringContaining(reason) });
  await new Promise((resolve) => server.close(resolve));
});
