import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runCasement } from "../../test/command-line.fixture.ts";

it("lists the webhooks of the hub and tests one, with a secret from a file", async () => {
  const cwd = await mkdtemp(join(tmpdir(), "casement-webhooks-"));
  const received: string[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    received.push(`${request.method} ${request.url} ${request.headers["webhook-id"]}`);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await writeFile(join(cwd, "secret"), `whsec_${Buffer.alloc(32, 1).toString("base64")}\n`);
  await chmod(join(cwd, "secret"), 0o600);
  await writeFile(
    join(cwd, "casement.yaml"),
    `emulator: http://127.0.0.1:9
http: { port: 0 }
webhooks:
  - name: flows
    url: http://127.0.0.1:${(server.address() as AddressInfo).port}/hook
    secret: { file: secret }
    events: [account/*]
    privateNetwork: true
accounts: [{ name: home, clientId: 11111111-1111-4111-8111-111111111111, accountType: work }]
`,
  );
  const run = (...args: string[]) => runCasement(args, { cwd });
  expect((await run("webhooks")).err).toContain("casement start");
  const stop = new AbortController();
  let hub: Promise<unknown> | undefined;
  await new Promise<void>((resolve, reject) => {
    hub = runCasement(["start", "--json"], { cwd, signal: stop.signal, onLine: () => resolve() }).then(({ err }) => reject(new Error(err)));
  });
  try {
    expect((await run("webhooks")).out).toMatch(/flows\s+working\s+0\s+0\s+0/);
    expect(await run("webhooks", "test", "flows")).toMatchObject({
      code: 0,
      out: expect.stringContaining("received the test (status 204)"),
    });
    expect(received).toEqual([expect.stringMatching(/^POST \/hook test-/)]);
    status = 500;
    expect(await run("webhooks", "test", "flows")).toMatchObject({ code: 1, out: expect.stringContaining("status 500") });
    expect((await run("webhooks", "test", "flow")).err).toContain("There are: flows");
  } finally {
    stop.abort();
    await hub?.catch(() => {});
    server.close();
    await rm(cwd, { recursive: true, force: true });
  }
});
