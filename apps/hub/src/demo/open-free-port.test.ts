import { type AddressInfo, createServer, type Server } from "node:net";
import { expect, test } from "vitest";
import { openFreePort } from "./open-free-port.ts";

const open = (port: number) =>
  new Promise<Server>((resolve, reject) => {
    const server = createServer().once("error", (cause) => reject(new Error("It cannot listen.", { cause })));
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
const portOf = (server: Server) => (server.address() as AddressInfo).port;

test("of two that start at the same moment, one gets the preferred port and the other one of its own", async () => {
  const free = await open(0);
  const preferred = portOf(free);
  await new Promise((resolve) => free.close(resolve));
  const servers = await Promise.all([openFreePort(preferred, open), openFreePort(preferred, open)]);
  const ports = servers.map(portOf);
  for (const server of servers) server.close();
  expect(ports.filter((port) => port === preferred)).toHaveLength(1);
  expect(new Set(ports).size).toBe(2);
});

test("an error that has nothing to do with the port is not tried again", async () => {
  const tried: number[] = [];
  const refuse = async (port: number) => {
    tried.push(port);
    throw new Error("No such address.");
  };
  await expect(openFreePort(20_713, refuse)).rejects.toThrow("No such address.");
  expect(tried).toEqual([20_713]);
});
