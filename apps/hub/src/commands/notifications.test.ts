import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelay } from "@casement/relay";
import { expect, it } from "vitest";
import { runCasement } from "../../test/command-line.fixture.ts";

const config = `emulator: http://127.0.0.1:9
http: { port: 0 } # any
accounts: [{ name: home, clientId: 11111111-1111-4111-8111-111111111111, accountType: work }]
`;

it("pairs the hub with a relay, tests it there and back, and shows how it is", async () => {
  const cwd = await mkdtemp(join(tmpdir(), "casement-notifications-"));
  const relay = await createRelay({ port: 0 });
  const file = join(cwd, "casement.yaml");
  await writeFile(file, config);
  const run = (...args: string[]) => runCasement(args, { cwd });
  const stop = new AbortController();
  let hub: Promise<unknown> | undefined;
  try {
    expect(await run("notifications", "pair", "http://relay.example")).toMatchObject({
      code: 2,
      err: expect.stringContaining("must be the https address"),
    });
    expect((await run("notifications", "pair", "http://127.0.0.1:1")).err).toContain("http://127.0.0.1:1 cannot be reached");
    expect(await readFile(file, "utf8")).toBe(config);
    expect(await run("notifications", "pair", `${relay.address}/`)).toMatchObject({
      code: 0,
      out: expect.stringContaining("casement start"),
    });
    expect(await readFile(file, "utf8")).toBe(`${config}notifications: { relay: "${relay.address}" }\n`);
    await new Promise<void>((resolve, reject) => {
      hub = runCasement(["start", "--json"], { cwd, signal: stop.signal, onLine: () => resolve() }).then(({ err }) =>
        reject(new Error(err)),
      );
    });
    await expect.poll(() => relay.counts().hubs).toBe(1);
    expect(await run("notifications", "test")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^A test notification arrived after \d+ ms\.$/m),
    });
    const { out } = await run("notifications");
    expect(out).toContain(`Microsoft sends notifications to ${relay.address}.`);
    expect(out).toMatch(/Public key of this hub at the relay: [\w-]{43}\n/);
    expect(relay.counts()).toMatchObject({ passed: 1, refused: 0 });
  } finally {
    stop.abort();
    await hub?.catch(() => {});
    await relay.close();
    await rm(cwd, { recursive: true, force: true });
  }
});
