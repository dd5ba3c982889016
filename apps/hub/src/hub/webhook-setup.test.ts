import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { runCasement } from "../../test/command-line.fixture.ts";

const written = `# The family's hub
emulator: http://127.0.0.1:9
http: { port: 0, token: the-token-of-this-test-hub } # any port
accounts: [{ name: home, clientId: 11111111-1111-4111-8111-111111111111, accountType: work }]
`;

it("a hub without webhooks gets one over HTTP, sends to it without a restart, and has it after one", async () => {
  const cwd = await mkdtemp(join(tmpdir(), "casement-webhook-setup-"));
  const file = join(cwd, "casement.yaml");
  await writeFile(file, written);
  const received: unknown[] = [];
  const server = createServer(async (request, response) => {
    received.push(JSON.parse(await text(request)).type);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;

  /** Runs `work` while a hub runs. */
  async function withHub(work: (api: (method: string, path: string, body?: object) => Promise<any>) => Promise<void>): Promise<void> {
    const stop = new AbortController();
    let hub: Promise<unknown> | undefined;
    const address = await new Promise<string>((resolve, reject) => {
      const onLine = (line: string): void => resolve(JSON.parse(line).address);
      hub = runCasement(["start", "--json"], { cwd, signal: stop.signal, onLine }).then(({ err }) => reject(new Error(err)));
    });
    const headers = { authorization: "Bearer the-token-of-this-test-hub" };
    try {
      await work(async (method, path, body) => {
        const response = await fetch(`${address}/api/v1/${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
        return response.status === 204 ? undefined : response.json();
      });
    } finally {
      stop.abort();
      await hub?.catch(() => {});
    }
  }
  try {
    const webhook = { name: "flows", url, events: ["account/*"], privateNetwork: true };
    await withHub(async (api) => {
      expect(await api("POST", "webhooks/flows/test")).toMatchObject({ code: "not-found" });
      const refused = await api("POST", "set-up/webhooks", { ...webhook, privateNetwork: false });
      expect(refused).toMatchObject({ code: "input-invalid", errors: [{ pointer: "#/url" }] });
      expect(await readFile(file, "utf8")).toBe(written);
      expect(await api("POST", "set-up/webhooks", webhook)).toEqual({ name: "flows", secret: expect.stringMatching(/^whsec_.{44}$/) });
      expect(await api("POST", "webhooks/flows/test")).toEqual({ delivered: true, status: 204 });
      expect(received).toEqual(["webhook-test"]);
      await api("PATCH", "set-up/webhooks/flows", { events: [], sensors: ["home/*"] });
      expect(await readFile(file, "utf8")).toContain("# any port");
      // Accounts and webhooks are changes of one file.
      await api("PATCH", "set-up/accounts/home", { timeZone: "Europe/Berlin" });
      const listed = { ...webhook, events: [], sensors: ["home/*"], bodies: false };
      expect(await api("GET", "set-up/webhooks")).toEqual({ webhooks: [listed] });
    });
    await withHub(async (api) => {
      expect((await api("GET", "webhooks")).webhooks).toMatchObject([
        { name: "flows", state: "working", lastDelivery: expect.any(String) },
      ]);
      await api("DELETE", "set-up/webhooks/flows");
      expect(await api("GET", "webhooks")).toEqual({ webhooks: [] });
      expect(await api("DELETE", "set-up/webhooks/flows")).toMatchObject({ code: "not-found" });
    });
  } finally {
    server.close();
    await rm(cwd, { recursive: true, force: true });
  }
});
