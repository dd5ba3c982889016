import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";
import { configureHost } from "../config/configure-host.ts";
import { assembleHost } from "../create-host.ts";
import { defineAccount } from "../define-account.ts";
import { createHostContainer } from "./host-container.ts";
import { clockToken, filesToken, journalToken, logToken, randomToken, transportToken } from "./tokens.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "casement-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** A host whose clock, transport and randomness are replaced in its container. */
async function createReplacedHost(random: number) {
  const library = createShelves();
  const clock = createFakeClock("2026-03-02T08:00:00Z");
  const emulator = createEmulator({ clock });
  emulator.directory.addTenant({ domain: "contoso.example" });
  emulator.directory.addUser({ userPrincipalName: "ada@contoso.example", displayName: "Ada" });
  const container = createHostContainer({ log: silent });
  container.register(clockToken, { useValue: clock });
  container.register(transportToken, { useValue: { fetch: emulator.fetch } });
  container.register(randomToken, { useValue: () => random });
  const account = defineAccount({
    name: "home",
    clientId: "11111111-1111-4111-8111-111111111111",
    accountType: "work",
    plugins: [{ plugin: library.plugin }],
  });
  const options = { accounts: [account], dataDir };
  const host = assembleHost(container, options, await configureHost(options));
  await host.start();
  const { url } = await host.account("home").signIn.callback("http://localhost:8365/auth/callback");
  const result = emulator.control.entra.signIn(url, { user: "ada@contoso.example" });
  if (!("redirect" in result)) throw new Error("The emulator refused the sign-in.");
  await host.account("home").signIn.complete(result.redirect);
  await host.settled();
  return { host, clock, library, advance: (ms: number) => clock.advance(ms, () => host.settled()) };
}

it.each([
  [0, 0],
  [0.5, 7_500],
])("draws the offset of an account's reads from the randomness in the container: %d", async (random, offset) => {
  const t = await createReplacedHost(random);
  await using _ = t.host;
  // The first round after the sign-in starts on the next minute of the grid.
  t.library.reads = 0;
  await t.advance(60_000 + offset - 1);
  const early = t.library.reads;
  await t.advance(1);
  expect([early, t.library.reads - early]).toEqual([offset > 0 ? 1 : 0, 1]);
});

it("gives every host objects of its own", () => {
  const [one, other] = [createHostContainer({}), createHostContainer({})];
  expect(one.resolve(journalToken)).toBe(one.resolve(journalToken));
  expect(one.resolve(journalToken)).not.toBe(other.resolve(journalToken));
});

it("uses the network, and writes warnings to the console, unless told otherwise", async () => {
  const container = createHostContainer({});
  expect(await (await container.resolve(transportToken).fetch("data:,hello", {})).text()).toBe("hello");
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const log = container.resolve(logToken);
  log.info("not important");
  log.warn("important");
  expect(written.mock.calls.map(([line]) => line)).toEqual([expect.stringContaining("important")]);
  written.mockRestore();
});

it("opens the configured folders to services", async () => {
  await writeFile(join(dataDir, "a.txt"), "inside");
  const files = createHostContainer({ files: { read: [dataDir] } }).resolve(filesToken);
  expect(await files.read("a.txt")).toMatchObject({ name: "a.txt", size: 6 });
  await expect(createHostContainer({}).resolve(filesToken).read("a.txt")).rejects.toMatchObject({ code: "file-refused" });
});
