import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveEmulator } from "@casement/graph-emulator";
import { beforeEach, expect, it } from "vitest";
import { runCasement } from "../../test/command-line.fixture.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-caldav-"));
  return () => rm(folder, { recursive: true });
});

const account = (name: string) => `{ name: ${name}, clientId: 11111111-1111-4111-8111-111111111111, accountType: work, plugins: {} }`;
const write = (...lines: string[]) =>
  writeFile(join(folder, "casement.yaml"), `accounts: [${account("home")}, ${account("office")}]\n${lines.join("\n")}\n`);
const run = (...args: string[]) => runCasement(args, { cwd: folder });

it("shows what to enter in a calendar program", async () => {
  await write("caldav: true", "http: { publicUrl: https://example.org/casement }");
  const { code, out, err } = await run("caldav");
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/home +https:\/\/example\.org\/casement\/dav\/ +home\noffice +https:\/\/example\.org\/casement\/dav\/ +office/);
  expect(out).toContain('casement access add caldav home "Phone"');
  expect(out).not.toContain("need an https address");
  const { accounts } = JSON.parse((await run("caldav", "--json")).out);
  expect(accounts[1]).toEqual({ name: "office", userName: "office", address: "https://example.org/casement/dav/" });
});

it("says that other machines need https", async () => {
  await write("caldav: true");
  const { out } = await run("caldav");
  expect(out).toContain("http://127.0.0.1:8365/dav/");
  expect(out).toContain("need an https address: set http.publicUrl");
});

it("gives out passwords and addresses while no hub is running", async () => {
  await write("caldav: true");
  const phone = await run("access", "add", "caldav", "home", "Phone");
  expect(phone.out).toMatch(
    /Phone may read and change home\.[\s\S]*Address +http:\/\/127\.0\.0\.1:8365\/dav\/\n +User name +home\n +Password +[0-9a-f]{40}/,
  );
  const office = await run("access", "add", "ics", "office", "--busy-only");
  expect(office.out).toMatch(/may read office; busy only\.[\s\S]*Address +http:\/\/127\.0\.0\.1:8365\/ics\/[0-9a-f]{40}\.ics/);
});

it("writes a profile for Apple's devices, which only its owner can read, and overwrites nothing", async () => {
  await write("caldav: true");
  const file = join(folder, "phone.mobileconfig");
  const { out } = await run("access", "add", "caldav", "home", "Phone", "--profile", "phone.mobileconfig");
  const [, password] = /Password +(\w{40})/.exec(out) ?? [];
  expect(await readFile(file, "utf8")).toContain(`<key>CalDAVPassword</key><string>${password}</string>`);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const { code, err } = await run("access", "add", "caldav", "home", "Tablet", "--profile", "phone.mobileconfig");
  expect([code, err]).toEqual([2, expect.stringContaining("exists. Choose another file")]);
  expect((await run("access")).out).not.toContain("Tablet");
  expect((await run("access", "add", "wall", "Hall", "--profile", "wall.mobileconfig")).err).toContain("Omit --profile");
});

it("draws the address as a QR code on a terminal", async () => {
  await write("caldav: true", "http: { publicUrl: https://example.org }");
  const drawn = /^[█▀▄ ]{30,}$/m;
  expect((await runCasement(["caldav"], { cwd: folder, terminal: true })).out).toMatch(drawn);
  expect((await runCasement(["access", "add", "ics", "home"], { cwd: folder, terminal: true })).out).toMatch(drawn);
  expect((await run("caldav")).out).not.toMatch(drawn);
});

it.each([
  [["caldav"], "Add the line caldav: true"],
  [["access", "add", "caldav", "home"], "Add the line caldav: true"],
])("casement %s without caldav in the configuration says what to do", async (words, reason) => {
  await write();
  const { code, err } = await run(...words);
  expect([code, err]).toEqual([2, expect.stringContaining(reason)]);
});

it("cannot know the address of a hub that does not run, if its port is chosen at the start", async () => {
  await write("caldav: true", "http: { port: 0 }");
  expect((await run("caldav")).err).toContain("Start the hub first");
});

it("the hub serves what the configuration names", async () => {
  const emulator = await serveEmulator();
  const stop = new AbortController();
  await write("caldav: true", "http: { port: 0 }", `emulator: ${emulator.url}`);
  let hub: Promise<unknown> | undefined;
  try {
    const started = new Promise<string>((resolve, reject) => {
      const onLine = (line: string): void => resolve(JSON.parse(line).address);
      hub = runCasement(["start", "--json"], { cwd: folder, signal: stop.signal, onLine }).then(({ err }) => reject(new Error(err)));
    });
    const address = await started;
    expect(JSON.parse((await run("caldav", "--json")).out).accounts[0].address).toBe(`${address}/dav/`);
    const { credentials } = JSON.parse((await run("access", "add", "caldav", "home", "Phone", "--json")).out);
    const authorization = `Basic ${Buffer.from(`home:${credentials.password}`).toString("base64")}`;
    const home = await fetch(`${address}/dav/principals/home/`, { method: "PROPFIND", headers: { authorization, depth: "1" } });
    expect([home.status, await home.text()]).toEqual([207, expect.stringContaining("/dav/principals/home/")]);
    for (const method of ["LOCK", "PUT", "REPORT"])
      expect([method, (await fetch(`${address}/dav/`, { method })).status]).toEqual([method, 401]);
    expect((await fetch(`${address}/.well-known/caldav`, { redirect: "manual" })).status).toBe(301);
  } finally {
    stop.abort();
    await hub?.catch(() => {});
    await emulator.close();
  }
});
