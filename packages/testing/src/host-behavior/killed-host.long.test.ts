import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createEmulator, createFakeClock, serveEmulator } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { createTestHost } from "../create-test-host.ts";
import { mailSlice } from "../slices/mail-slice.ts";

const ada = "ada@contoso.example";
const program = fileURLToPath(new URL("../../test/host-behavior/killed-host.fixture.ts", import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

it("continues the sync of 10,000 messages after kill -9, and announces nothing", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "casement-"));
  const clock = createFakeClock(new Date());
  const emulator = createEmulator({ clock });
  const server = await serveEmulator({ emulator, port: 0 });
  const { counters, mail } = emulator.control;
  const options = { plugins: [{ plugin: mailSlice }], emulator, clock, dataDir };
  try {
    const first = await createTestHost({ ...options, mode: "once" }); // signs in and reads nothing
    const { clientId } = first.account.options;
    await first[Symbol.asyncDispose]();
    mail.addMany(ada, "inbox", 10_000);

    counters.reset();
    const child = spawn(process.execPath, ["--conditions=casement-source", "--import", tsx, program, dataDir, server.url, clientId], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    while (counters.report().items < 4_000 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGKILL");
    await ended;
    const before = counters.report().items;
    expect(before).toBeGreaterThanOrEqual(4_000);
    expect(before).toBeLessThan(10_000);

    counters.reset();
    await using t = await createTestHost(options);
    await t.advance("30s");
    expect(t.sensor("mail-slice/inbox")).toMatchObject({ attributes: { total: 10_000 }, stale: false });
    expect(counters.report().items).toBeLessThanOrEqual(10_000 - before + 400);
    expect((await t.host.events.after()).events.filter((event) => event.type.startsWith("mail-slice/"))).toEqual([]);
  } finally {
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  }
});
