import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import { basicOf, librarySurface } from "../../test/mount/library-surface.fixture.ts";
import { openReverseProxy } from "../../test/reverse-proxy.fixture.ts";
import { readStream } from "../../test/stream/read-stream.fixture.ts";
import { tasksPlugin } from "../../test/tasks-plugin.fixture.ts";
import type { HttpOptions } from "../http-options.ts";
import { type HttpServer, serveHttp } from "../serve-http.ts";

const path = "/apps/casement";
const token = "the-full-token-of-the-test";

const forwardedHeaders = (prefix: string) => ({
  "x-forwarded-proto": "https",
  "x-forwarded-host": "home.example",
  "x-forwarded-prefix": prefix,
  "x-forwarded-for": "192.0.2.9",
});

it.each([
  ["keeps the path", { stripsPath: false, usesHeaders: false }],
  ["strips the path", { stripsPath: true, usesHeaders: false }],
  ["keeps the path and is trusted", { stripsPath: false, usesHeaders: true }],
  ["strips the path and is trusted", { stripsPath: true, usesHeaders: true }],
])("behind a proxy that %s, everything works below it, and every address leads back to it", async (_, { stripsPath, usesHeaders }) => {
  await using testHost = await createTestHost({ plugins: [{ plugin: tasksPlugin }] });
  const staticFolder = await mkdtemp(join(tmpdir(), "casement-"));
  await writeFile(join(staticFolder, "index.html"), "<!doctype html>the dashboard");
  let server: HttpServer | undefined;
  const proxy = await openReverseProxy({
    target: () => server!.address,
    path,
    stripsPath,
    ...(usesHeaders && { headers: () => forwardedHeaders(path) }),
  });
  const address = proxy.origin + path;
  /** The hub as others see it. */
  const shown = usesHeaders ? `https://home.example${path}` : address;
  try {
    const options: HttpOptions = usesHeaders ? { trustedProxies: ["127.0.0.1"] } : { publicUrl: address };
    server = await serveHttp(testHost.host, { ...options, port: 0, token, staticFolder, mounts: [librarySurface] });
    const headers = { authorization: `Bearer ${token}` };
    const post = (target: string, body: object) => fetch(address + target, { method: "POST", headers, body: JSON.stringify(body) });

    const page = await fetch(address, { redirect: "manual" });
    expect([301, 308]).toContain(page.status);
    expect(page.headers.get("location")).toBe(`${path}/`);
    expect(await (await fetch(`${address}/`)).text()).toContain("the dashboard");
    expect((await fetch(`${proxy.origin}/api/health`)).status).toBe(404);
    expect((await fetch(`${address}/api/health?x=1`)).status).toBe(400);

    const { servers } = (await (await fetch(`${address}/api/openapi.json`, { headers })).json()) as { servers: object };
    expect(servers).toEqual([{ url: shown }]);
    const signIn = await post("/api/v1/accounts/home/sign-in", { method: "callback" });
    expect(((await signIn.json()) as { redirectUri: string }).redirectUri).toMatch(
      usesHeaders ? `${shown}/auth/callback` : /^http:\/\/localhost:\d+\/auth\/callback$/,
    );
    expect(await (await fetch(`${address}/auth/callback?state=x`)).text()).toContain('href="../"');
    const stream = readStream(await fetch(`${address}/api/v1/stream?after=0`, { headers }));
    expect((await stream.take(1))[0]?.data.type).toBe("account/signed-in");

    const link = (await (await post("/api/v1/access", { kind: "wall" })).json()) as { credentials: { address: string } };
    const [dashboard, secret] = link.credentials.address.split("#session=");
    expect(dashboard).toBe(`${shown}/`);
    const opened = await fetch(`${address}/session`, { method: "POST", body: JSON.stringify({ token: secret }) });
    const cookie = opened.headers.get("set-cookie")!;
    expect(cookie).toContain(`; Path=${path};`);
    expect(cookie.includes("; Secure")).toBe(usesHeaders);
    const { key } = (await opened.json()) as { key: string };
    const session = { cookie: cookie.split(";")[0]!, "casement-session-key": key, origin: new URL(shown).origin };
    expect((await fetch(`${address}/session`, { method: "DELETE", headers: { ...session, origin: "https://evil.example" } })).status).toBe(
      403,
    );
    expect((await fetch(`${address}/session`, { method: "DELETE", headers: session })).status).toBe(204);

    const added = (await (await post("/api/v1/access", { kind: "reader", target: "home" })).json()) as any;
    expect(added.credentials.address).toBe(`${shown}/library/`);
    const authorization = basicOf("home", added.credentials.password);
    const found = await fetch(`${address}/library/books/`, { method: "PROPFIND", headers: { authorization }, body: "<propfind/>" });
    // Behind the proxy without headers, the password came over plain http from a program on this machine.
    expect(await found.json()).toMatchObject({
      method: "PROPFIND",
      path: "/library/books/",
      basePath: path,
      home: `${shown}/library/`,
      body: "<propfind/>",
    });
    const wellKnown = await fetch(`${address}/.well-known/library`, { redirect: "manual" });
    expect(wellKnown.headers.get("location")).toBe(`${path}/library/`);

    // On this machine, the hub needs no path.
    expect((await fetch(`${server.address}/api/v1/accounts`, { headers })).status).toBe(200);
  } finally {
    await server?.close();
    await proxy.close();
    await rm(staticFolder, { recursive: true });
  }
});
