import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { createEmulatorTransport } from "./emulator-transport.ts";

test("requests for Microsoft's hosts go to the emulator with the original host in a header; other requests are unchanged", async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.headers["x-forwarded-proto"]}://${request.headers["x-forwarded-host"]}${request.url}`);
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const emulator = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const transport = createEmulatorTransport(emulator);
  for (const url of [
    "https://graph.microsoft.com/v1.0/me?$top=1",
    "https://login.microsoftonline.us/x/token",
    "https://microsoftgraph.chinacloudapi.cn/v1.0",
  ])
    await transport.fetch(url, {});
  server.close();
  expect(seen).toEqual([
    "https://graph.microsoft.com/v1.0/me?$top=1",
    "https://login.microsoftonline.us/x/token",
    "https://microsoftgraph.chinacloudapi.cn/v1.0",
  ]);
  expect(transport.browserUrl?.("https://login.microsoftonline.com/organizations?a=b")).toBe(`${emulator}/organizations?a=b`);
  expect(transport.browserUrl?.("https://example.org/graph.microsoft.com")).toBe("https://example.org/graph.microsoft.com");
});
