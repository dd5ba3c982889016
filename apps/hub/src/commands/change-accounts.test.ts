import { existsSync } from "node:fs";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmulatorServer, serveEmulator } from "@casement/graph-emulator";
import { addHousehold, householdUsers } from "@casement/graph-emulator/household";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { runCasement } from "../../test/command-line.fixture.ts";

const clientId = "11111111-1111-4111-8111-111111111111";
let emulator: EmulatorServer;
let folder: string;
let file: string;
beforeAll(async () => {
  emulator = await serveEmulator({ populate: addHousehold, entra: { deviceCodeInterval: 0 } });
});
afterAll(() => emulator.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-accounts-"));
  file = join(folder, "casement.yaml");
  await writeFile(file, `# of the family\nemulator: ${emulator.url} # not Microsoft\nhttp: { port: 0 }\n`, { mode: 0o640 });
  return () => rm(folder, { recursive: true });
});

const run = (...args: string[]) => runCasement(args, { cwd: folder });
const list = async (): Promise<any[]> => JSON.parse((await run("accounts", "list", "--json")).out).accounts;
const text = () => readFile(file, "utf8");

async function withHub(work: () => Promise<void>): Promise<void> {
  const stop = new AbortController();
  let hub: Promise<unknown> | undefined;
  await new Promise<void>((resolve, reject) => {
    hub = runCasement(["start", "--json"], { cwd: folder, signal: stop.signal, onLine: () => resolve() }).then(({ err }) =>
      reject(new Error(err)),
    );
  });
  try {
    await work();
  } finally {
    stop.abort();
    await hub?.catch(() => {});
  }
}

async function signIn(account: string): Promise<void> {
  let shown = "";
  const onLine = (line: string): void => {
    shown += line;
    const code = /"userCode":"([^"]+)"/.exec(shown)?.[1];
    if (code === undefined) return;
    shown = "";
    emulator.emulator.control.entra.approveDevice(code, householdUsers.main);
  };
  const { code, err } = await runCasement(["login", account, "--json"], { cwd: folder, onLine });
  expect([code, err]).toEqual([0, ""]);
}

it("adds and removes accounts of a running hub, which has them at once and after a restart", async () => {
  await withHub(async () => {
    expect(await list()).toEqual([]);
    const added = await run("accounts", "add", "home", "--client-id", clientId, "--plugins", "todo", "--enable-update");
    expect([added.code, added.out]).toEqual([
      0,
      expect.stringContaining("home was added. The running hub has it. Sign in: casement login home"),
    ]);
    expect(await list()).toMatchObject([{ name: "home", state: "signed-out", plugins: [{ id: "todo" }] }]);
    expect((await run("accounts", "add", "home", "--client-id", clientId)).code).toBe(2);
    await signIn("home");
    await run("access", "add", "wall", "Tablet");
    expect((await run("sensors", "--json")).out).toContain("home/todo/");
  });
  await withHub(async () => {
    expect(await list()).toMatchObject([{ name: "home", state: "signed-in" }]);
    expect(existsSync(join(folder, ".casement/accounts/home"))).toBe(true);
    expect((await run("accounts", "remove", "home")).out).toBe("home was removed, with its sign-in, its data and its access.");
    expect([await list(), existsSync(join(folder, ".casement/accounts/home"))]).toEqual([[], false]);
    expect((await run("accounts", "remove", "home")).code).toBe(2);
  });
  expect(await text()).toBe(`# of the family\nemulator: ${emulator.url} # not Microsoft\nhttp: { port: 0 }\naccounts:\n`);
  await withHub(async () => expect(await list()).toEqual([]));
});

it("adds and removes accounts in the file while no hub runs", async () => {
  await writeFile(join(folder, "secret.txt"), "value~of.the_secret\n");
  const added = await run("accounts", "add", "home", "--client-id", clientId, "--account-type", "personal", "--secret-file", "secret.txt");
  expect(added).toMatchObject({ code: 0, err: "" });
  expect(added.out).toContain(`It is in ${file}.`);
  expect(await list()).toMatchObject([{ name: "home", type: "personal", plugins: [{ id: "calendar" }, { id: "email" }, { id: "todo" }] }]);
  const secret = join(folder, ".casement/secrets/home-client-secret");
  expect([existsSync(secret), existsSync(join(folder, ".casement/accounts/home"))]).toEqual([true, true]);
  expect((await run("accounts", "remove", "home")).code).toBe(0);
  expect([existsSync(secret), existsSync(join(folder, ".casement/accounts/home"))]).toEqual([false, false]);
  expect((await run("accounts")).out).toBe("There are no accounts.");
});

it("a file that somebody edited while the hub runs is not overwritten, and the hub stays as it was", async () => {
  await run("accounts", "add", "home", "--client-id", clientId, "--plugins", "todo");
  await withHub(async () => {
    await appendFile(file, "# by hand\n");
    const before = await text();
    for (const args of [
      ["add", "second", "--client-id", clientId],
      ["remove", "home"],
    ]) {
      const { code, err } = await run("accounts", ...args);
      expect([code, err]).toEqual([1, expect.stringContaining("casement.yaml has changed since the hub read it")]);
    }
    expect(await text()).toBe(before);
    expect(await list()).toMatchObject([{ name: "home" }]);
  });
});

it("names what is wrong with the account", async () => {
  const { code, err } = await run("accounts", "add", "Home", "--client-id", "abc", "--plugins", "calender");
  expect(code).toBe(2);
  for (const part of ["name: must be at most 32", "clientId: must be the application", "plugins.calender: is not a known plugin"])
    expect(err).toContain(part);
  expect((await run("accounts", "add", "home")).code).toBe(2);
});
