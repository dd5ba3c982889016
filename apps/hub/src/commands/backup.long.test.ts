import { promises } from "node:fs";
import { appendFile, copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { type EmulatorServer, serveEmulator } from "@casement/graph-emulator";
import { addHousehold, householdUsers } from "@casement/graph-emulator/household";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createTestIo, runCasement } from "../../test/command-line.fixture.ts";
import { readConfig } from "../hub/read-config.ts";
import { runHub } from "../hub/run-hub.ts";

const user = householdUsers.main;
let root: string;
let emulator: EmulatorServer;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "casement-backup-"));
  emulator = await serveEmulator({ populate: addHousehold });
  for (const name of ["old", "new"]) await mkdir(join(root, name));
  await writeFile(join(root, "passphrase"), "a long passphrase of a person\n");
  await writeFile(
    join(root, "old/casement.yaml"),
    `emulator: ${emulator.url} # a comment that is kept
http: { port: 0 }
accounts:
  - name: home
    clientId: 11111111-1111-4111-8111-111111111111
    accountType: work
    timeZone: Europe/Berlin
    plugins: { email: {}, todo: {} }
`,
  );
});
afterEach(async () => {
  await emulator.close();
  await rm(root, { recursive: true, force: true });
});

const run = (folder: string, ...args: readonly string[]) => runCasement(args, { cwd: join(root, folder) });

/** A hub in this process. */
async function start(folder: string) {
  const { io } = createTestIo({ cwd: join(root, folder) });
  const hub = await runHub(await readConfig(join(root, folder, "casement.yaml"), io), io);
  await hub.goLive();
  return hub;
}

type Hub = Awaited<ReturnType<typeof start>>;

async function signIn({ host }: Hub) {
  const { signIn: session } = host.account("home");
  const { url } = await session.callback("http://localhost/auth/callback");
  const browser = emulator.emulator.control.entra.signIn(url, { user });
  if (!("redirect" in browser)) throw new Error(`The emulator stopped at the page "${browser.page}".`);
  await session.complete(browser.redirect);
  await host.settled();
}

const deliver = (subject: string) =>
  emulator.emulator.control.mail.deliver({ from: "Mateo <mateo@harbour-lane.example>", to: user, subject });
async function received({ host }: Hub): Promise<readonly unknown[]> {
  await host.account("home").refresh("email/inbox");
  await host.settled();
  const { events } = await host.events.after(undefined);
  return events.filter(({ type }) => type === "email/message-received").map(({ payload }) => (payload as { subject: string }).subject);
}

it("a running hub makes a backup, and after the restore nothing older is announced and nothing newer is lost", async () => {
  const old = await start("old");
  await signIn(old);
  const { code, err } = await run("old", "backup", "../hub.gz", "--with-key", "--passphrase-file", "../passphrase");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect((await stat(join(root, "hub.gz"))).mode & 0o777).toBe(0o600);
  deliver("Announced by the old hub");
  expect(await received(old)).toEqual(["Announced by the old hub"]);
  await old.stop();

  const wrong = await run("new", "restore", "../hub.gz", "--passphrase-file", "../hub.gz");
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining("The passphrase is wrong") });
  expect((await run("new", "restore", "../hub.gz", "--passphrase-file", "../passphrase")).code).toBe(0);
  expect(await readFile(join(root, "new/casement.yaml"), "utf8")).toContain("a comment that is kept");
  const restored = await start("new");
  await restored.host.settled();
  expect(restored.host.account("home").status().state).toBe("signed-in");
  expect(await received(restored)).toEqual([]);
  deliver("After the restore");
  expect(await received(restored)).toEqual(["After the restore"]);
  await restored.stop();
  const again = await start("new");
  expect(await received(again)).toEqual(["After the restore"]);
  await again.stop();
});

it("makes no backup for a program with a passphrase that can be guessed", async () => {
  const hub = await start("old");
  const headers = { authorization: `Bearer ${hub.token}`, "content-type": "application/json" };
  const response = await fetch(`${hub.address}/api/v1/backup`, { method: "POST", headers, body: JSON.stringify({ passphrase: "short" }) });
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("at least 12 characters")]);
  await hub.stop();
});

it("without the key, the backup needs the old one, and nothing in it can be read", async () => {
  const old = await start("old");
  await signIn(old);
  await old.stop();
  expect((await run("old", "backup", "../hub.gz")).code).toBe(0);
  const text = gunzipSync(await readFile(join(root, "hub.gz"))).toString();
  const plain = Object.values(JSON.parse(text).files as Record<string, { content: string }>).map(({ content }) =>
    Buffer.from(content, "base64").toString(),
  );
  expect(text + plain.join()).not.toMatch(/harbour-lane|refresh_token|casement-key/);
  const refused = await run("new", "restore", "../hub.gz");
  expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/without its key.*There is none/) });
  await expect(stat(join(root, "new/casement.yaml"))).rejects.toThrow("ENOENT");

  await mkdir(join(root, "new/.casement"), { mode: 0o700 });
  await copyFile(join(root, "old/.casement/key"), join(root, "new/.casement/key"));
  const inTheWay = await run("new", "restore", "../hub.gz");
  expect(inTheWay).toMatchObject({ code: 2, err: expect.stringContaining("--replace") });
  const { code, out } = await run("new", "restore", "../hub.gz", "--replace", "--json");
  expect(code).toBe(0);
  expect((await stat(JSON.parse(out).movedTo[0])).isDirectory()).toBe(true);
  const restored = await start("new");
  expect(restored.host.account("home").status().state).toBe("signed-in");
  await restored.stop();
});

it.each<[what: string, change: (backup: any) => unknown, message: RegExp]>([
  ["something else", () => "hello", /not a backup of Casement/],
  ["null", () => null, /not a backup of Casement/],
  ["an unknown format", (backup) => ({ ...backup, format: "casement-backup-0" }), /not a backup of Casement/],
  ["no files", ({ files: _, ...rest }) => rest, /damaged/],
  ["a list of files", (backup) => ({ ...backup, files: [] }), /damaged/],
  ["a file without content", (backup) => ({ ...backup, files: { "surfaces/mqtt": null } }), /damaged: surfaces\/mqtt/],
  ["another configuration than text", (backup) => ({ ...backup, config: 5 }), /damaged/],
  ["a key without its parts", (backup) => ({ ...backup, key: { salt: 1 } }), /damaged/],
  ["no date", (backup) => ({ ...backup, createdAt: undefined }), /damaged/],
  ["a newer format", (backup) => ({ ...backup, format: "casement-backup-2", version: "3.0.0" }), /newer version of Casement \(3\.0\.0\)/],
  [
    "a changed file",
    (backup) => ({ ...backup, files: { "accounts/home/feeds.log": { sha256: "00", content: "AAAA" } } }),
    /damaged: accounts\/home\/feeds\.log/,
  ],
  [
    "a path outside the data folder",
    (backup) => ({ ...backup, files: { "../../authorized_keys": { sha256: "00", content: "AAAA" } } }),
    /damaged: \.\.\/\.\.\/authorized_keys/,
  ],
])("refuses %s, and writes nothing", async (_, change, message) => {
  expect((await run("old", "backup", "../hub.gz")).code).toBe(0);
  const backup = JSON.parse(gunzipSync(await readFile(join(root, "hub.gz"))).toString());
  await writeFile(join(root, "hub.gz"), gzipSync(JSON.stringify(change(backup))));
  expect(await run("new", "restore", "../hub.gz")).toMatchObject({ code: 1, err: expect.stringMatching(message) });
  await expect(stat(join(root, "new/casement.yaml"))).rejects.toThrow("ENOENT");
});

it("writes no backup where it cannot, leaves no draft, and says why", async () => {
  await mkdir(join(root, "folder"));
  const cases: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [["../missing/hub.gz"], /missing\/hub\.gz cannot be written: its folder does not exist/],
    [["../folder"], /folder cannot be written: a folder has the name of a file/],
    [["../hub.gz", "--passphrase-file", "../passphrase"], /Add --with-key/],
  ];
  for (const [args, message] of cases)
    expect(await run("old", "backup", ...args)).toMatchObject({ code: 2, err: expect.stringMatching(message) });
  expect((await readdir(root)).sort()).toEqual(["folder", "new", "old", "passphrase"]);
});

it("does not replace the data of a hub that runs with another configuration, and leaves no draft", async () => {
  expect((await run("old", "backup", "../hub.gz")).code).toBe(0);
  const config = await readFile(join(root, "old/casement.yaml"), "utf8");
  await writeFile(join(root, "old/casement.yaml"), `${config}dataDir: ../data\n`);
  expect((await run("old", "backup", "../elsewhere.gz")).code).toBe(0);
  const hub = await start("old");
  const { code, err } = await run("new", "restore", "../elsewhere.gz", "--replace");
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(`Process ${process.pid} already uses the data folder`) });
  await hub.stop();
  expect([await readdir(join(root, "new")), (await readdir(root)).filter((name) => name.startsWith("data"))]).toEqual([[], ["data"]]);
});

it("keeps the secrets that are there, because a backup has none", async () => {
  await mkdir(join(root, "old/.casement/secrets"), { recursive: true });
  await writeFile(join(root, "old/.casement/secrets/home-client-secret"), "secret", { mode: 0o600 });
  await appendFile(join(root, "old/casement.yaml"), "    clientSecret: { file: .casement/secrets/home-client-secret }\n");
  expect((await run("old", "backup", "../hub.gz")).code).toBe(0);
  const { code, out } = await run("old", "restore", "../hub.gz", "--replace");
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining("put those that casement.yaml names in place") });
  expect(await readFile(join(root, "old/.casement/secrets/home-client-secret"), "utf8")).toBe("secret");
});

it("leaves everything as it was when a part of it cannot be moved", async () => {
  expect((await run("old", "backup", "../hub.gz")).code).toBe(0);
  await mkdir(join(root, "old/.casement"), { mode: 0o700 });
  await writeFile(join(root, "old/.casement/kept"), "");
  const { rename } = promises;
  const refused = Object.assign(new Error("EBUSY"), { code: "EBUSY", path: join(root, "old/.casement") });
  vi.spyOn(promises, "rename").mockImplementationOnce(rename).mockRejectedValueOnce(refused);
  syncBuiltinESMExports();
  const { code, err } = await run("old", "restore", "../hub.gz", "--replace");
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(".casement cannot be written: something is mounted there") });
  expect((await readdir(join(root, "old"))).sort()).toEqual([".casement", "casement.yaml"]);
  expect(await readdir(join(root, "old/.casement"))).toEqual(["kept"]);
});

it.each([
  ["a short passphrase", "short", /at least 12 characters/],
  ["a passphrase before there is a key", "a long passphrase of a person", /no key/],
])("refuses %s", async (_, passphrase, message) => {
  await writeFile(join(root, "passphrase"), passphrase);
  const { code, err } = await run("old", "backup", "../hub.gz", "--with-key", "--passphrase-file", "../passphrase");
  expect(code).toBe(2);
  expect(err).toMatch(message);
});
