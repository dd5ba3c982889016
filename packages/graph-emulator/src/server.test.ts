import { request } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { type EmulatorServer, serveEmulator } from "./server.ts";

let server: EmulatorServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(): Promise<EmulatorServer> {
  server = await serveEmulator();
  server.emulator.directory.addTenant({ domain: "contoso.example" });
  server.emulator.directory.addUser({ userPrincipalName: "ada@contoso.example", displayName: "Ada Reed" });
  return server;
}

const post = (url: string, args: unknown[], headers: Record<string, string> = {}) =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(args) });

/** Sends any Host header, which `fetch` does not allow. */
const status = (url: string, headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    request(url, { headers }, (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });

describe("the emulator over HTTP", () => {
  it("serves Graph with links to itself, and the control interface", async () => {
    const { url } = await start();
    await post(`${url}/_control/mail/addMany`, ["ada@contoso.example", "inbox", 3]);
    const { result: token } = (await (await post(`${url}/_control/tokens/issue`, ["ada@contoso.example", ["Mail.Read"]])).json()) as {
      result: string;
    };
    expect(token.split(".")).toHaveLength(3);
    const get = (path: string, headers = {}) => fetch(path, { headers: { authorization: `Bearer ${token}`, ...headers } });
    const page = (await (await get(`${url}/v1.0/me/messages?$top=2`)).json()) as any;
    expect(page["@odata.nextLink"]).toBe(`${url}/v1.0/me/messages?$top=2&$skip=2`);
    expect(((await (await get(page["@odata.nextLink"])).json()) as any).value).toHaveLength(1);
    const proxied = (await (
      await get(`${url}/v1.0/me/messages?$top=2`, { "x-forwarded-host": "graph.microsoft.com", "x-forwarded-proto": "https" })
    ).json()) as any;
    expect(proxied["@odata.nextLink"]).toBe("https://graph.microsoft.com/v1.0/me/messages?$top=2&$skip=2");
    const listed = (await (await fetch(`${url}/_control`)).json()) as any;
    expect(listed.faults).toEqual(["add(rule)", "clear(id?)", "list()"]);
    expect(listed.calendar).toContain("createEvent(user, event, calendar?)");
    const settings = `${url}/_control/entra/settings`;
    const changed = await fetch(settings, { method: "PATCH", body: JSON.stringify({ accessTokenLifetime: 60 }) });
    expect(((await changed.json()) as any).result).toEqual(((await (await fetch(settings)).json()) as any).result);
    expect(server!.emulator.control.entra.settings).toMatchObject({ accessTokenLifetime: 60 });
  });

  it("explains invalid control requests and how to correct them", async () => {
    const { url } = await start();
    const statusAndMessage = async (response: Response) => [response.status, ((await response.json()) as any).error.message];
    expect(await statusAndMessage(await post(`${url}/_control/mail/explode`, []))).toEqual([404, expect.stringContaining("GET /_control")]);
    expect(await statusAndMessage(await fetch(`${url}/_control/mail/folders`))).toEqual([405, expect.stringContaining("POST")]);
    expect(await statusAndMessage(await post(`${url}/_control/mail/folders`, ["nobody"]))).toEqual([
      400,
      expect.stringContaining("No user"),
    ]);
    expect(await statusAndMessage(await fetch(`${url}/_control/mail/folders`, { method: "POST", body: "{" }))).toEqual([
      400,
      expect.stringContaining("JSON"),
    ]);
    expect(await statusAndMessage(await post(`${url}/_control/constructor/keys`, []))).toEqual([404, expect.any(String)]);
  });

  it("denies control requests that use another host name or come from a page of another origin", async () => {
    const { url } = await start();
    expect(await status(`${url}/_control`, { host: "evil.example" })).toBe(403);
    expect(await status(`${url}/_control`, { origin: "https://evil.example" })).toBe(403);
    expect(await status(`${url}/_control`, { origin: url })).toBe(200);
    expect(await status(`${url}/`, { host: "evil.example" })).toBe(200);
  });

  it("drops a connection on request and keeps serving", async () => {
    const { url, emulator } = await start();
    emulator.control.faults.add({ drop: true, count: 1 });
    await expect(fetch(`${url}/v1.0/me`)).rejects.toThrow();
    expect((await fetch(`${url}/v1.0/me`)).status).toBe(401);
  });

  it("serves sign-in and a start page, and returns 404 for other paths", async () => {
    const { url } = await start();
    const metadata = (await (await fetch(`${url}/organizations/v2.0/.well-known/openid-configuration`)).json()) as any;
    expect(metadata.token_endpoint).toBe(`${url}/organizations/oauth2/v2.0/token`);
    expect(await (await fetch(url)).text()).toContain("Graph emulator");
    expect((await fetch(`${url}/beta/me`)).status).toBe(404);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
  });

  it("reports an invalid certificate", async () => {
    await expect(serveEmulator({ tls: { key: "no", cert: "no" } })).rejects.toThrow("PEM");
  });

  it("reports a port that is in use", async () => {
    const { url } = await start();
    await expect(serveEmulator({ port: Number(new URL(url).port) })).rejects.toThrow("Choose another port");
  });
});
