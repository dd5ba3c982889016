import { serveHttp } from "@casement/surface-http";
import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import { librarySurface } from "./library-surface.ts";

it("lets a program in with the password that the hub gave out, until it is revoked", async () => {
  await using testHost = await createTestHost({ plugins: [], mode: "once" });
  const server = await serveHttp(testHost.host, { port: 0, mounts: [librarySurface] });
  const access = (method: string, query = "", body?: object) =>
    fetch(`${server.address}/api/v1/access${query}`, {
      method,
      headers: { authorization: `Bearer ${server.token}` },
      ...(body && { body: JSON.stringify(body) }),
    });
  const added = await access("POST", "", { kind: "reader", target: "home", name: "Tablet" });
  const { address, userName, password } = ((await added.json()) as any).credentials;
  const headers = { authorization: `Basic ${btoa(`${userName}:${password}`)}` };
  expect(await (await fetch(`${address}books/1`, { headers })).json()).toEqual({ accounts: ["home"], self: "/library/books/1" });
  expect((await fetch(address)).headers.get("www-authenticate")).toContain("Basic");
  await access("DELETE", "?name=Tablet");
  expect((await fetch(address, { headers })).status).toBe(401);
  await server.close();
});
