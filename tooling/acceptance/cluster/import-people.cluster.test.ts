import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { runCasement } from "../../../apps/hub/test/command-line.fixture.ts";
import { describeOnRedis, startRedis } from "../../../packages/cluster/test/test-redis.fixture.ts";
import { lockDataFolder } from "../../../packages/host/src/config/index.ts";

const template = "clientId: 11111111-1111-4111-8111-111111111111\naccountType: work\nplugins: { todo: {} }\n";
const names = Array.from({ length: 20 }, (_, index) => `person-${index}`);

async function createFolder() {
  const server = await startRedis();
  const folder = await mkdtemp(join(tmpdir(), "casement-import-"));
  onTestFinished(async () => {
    await server[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });
  const http = "{ publicUrl: 'https://casement.example' }";
  await writeFile(
    join(folder, "casement.yaml"),
    `cluster: { redis: "${server.url}", key: { env: CLUSTER_KEY } }\nhttp: ${http}\ncaldav: true\n`,
  );
  await writeFile(join(folder, "people.csv"), `name\n${names.join("\n")}\n`);
  await writeFile(join(folder, "account.yaml"), template);
  const run = (...args: readonly string[]) => runCasement([...args], { cwd: folder, env: { CLUSTER_KEY: "11".repeat(32) } });
  return {
    server,
    folder,
    run,
    importPeople: (...args: readonly string[]) => run("accounts", "import", "people.csv", "--template", "account.yaml", ...args),
  };
}

describeOnRedis("accounts import", () => {
  it("twice at once adds each account once, and both give links", async () => {
    const { importPeople } = await createFolder();
    const results = await Promise.all([importPeople("--json"), importPeople("--json")]);
    expect(results).toMatchObject([
      { code: 0, err: "" },
      { code: 0, err: "" },
    ]);
    const added = results.map(({ out }) => JSON.parse(out).accounts as { name: string; added: boolean; link: string }[]);
    for (const accounts of added) expect(accounts.map(({ link }) => typeof link)).toEqual(names.map(() => "string"));
    for (const [at] of names.entries()) expect(added.filter((accounts) => accounts[at]!.added)).toHaveLength(1);
  });

  it("lets nobody else read the links, also in a file that was there", async () => {
    const { folder, importPeople } = await createFolder();
    const file = join(folder, "links.csv");
    await writeFile(file, "old");
    await chmod(file, 0o644);
    expect((await importPeople("--links", "links.csv")).code).toBe(0);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readFile(file, "utf8")).split("\n")).toHaveLength(names.length + 2);
  });

  it("reads the Unicode text of a spreadsheet", async () => {
    const { folder, importPeople } = await createFolder();
    await writeFile(join(folder, "people.csv"), Buffer.from("\uFEFFname\ttimeZone\r\nada\tEurope/Berlin\r\n", "utf16le"));
    expect(await importPeople()).toMatchObject({ code: 0, err: "" });
  });

  it("says how many were added when Redis ends under it, or is full, and adds the rest when it is repeated", async () => {
    const { server, folder, importPeople } = await createFolder();
    const many = Array.from({ length: 400 }, (_, index) => `person-${index}`);
    await writeFile(join(folder, "people.csv"), `name\n${many.join("\n")}\n`);
    const redis = server.connect();
    const stored = () => redis.hlen("casement:accounts");
    const importing = importPeople();
    await expect.poll(stored, { interval: 1 }).toBeGreaterThan(0);
    await server.stop();
    const ended = await importing;
    expect([ended.code, ended.err]).toEqual([
      1,
      expect.stringMatching(/\d+ of 400 accounts were added\. .+ Repeat the command: it adds the rest\./),
    ]);
    await server.start();
    const [said, found] = [Number(/(\d+) of 400 accounts were added/.exec(ended.err)![1]), await stored()];
    expect(found).toBeLessThan(400);
    // What was on its way may be there.
    expect(found - said).toBeGreaterThanOrEqual(0);
    expect(found - said).toBeLessThanOrEqual(16);

    await redis.config("SET", "maxmemory", "1");
    const full = await importPeople();
    expect([full.code, full.err]).toEqual([1, expect.stringContaining("it refused to write (OOM)")]);
    expect(await stored()).toBe(found);
    await redis.config("SET", "maxmemory", "0");
    const repeated = await importPeople();
    expect(repeated).toMatchObject({
      code: 0,
      out: expect.stringContaining(`Added: ${400 - found}. There before, and not changed: ${found}.`),
    });
  });

  it("does not move an account to another sign-in, and says what to do", async () => {
    const { folder, importPeople } = await createFolder();
    await writeFile(join(folder, "people.csv"), "name,signIn\nada,\nbob,\n");
    expect((await importPeople()).code).toBe(0);
    await writeFile(join(folder, "people.csv"), "name,signIn\nada,\nbob,ada\n");
    const refused = await importPeople();
    expect(refused).toMatchObject({
      code: expect.any(Number),
      err: expect.stringContaining("line 3: The account bob uses another sign-in."),
    });
    expect(refused.err).toContain("casement accounts remove bob");
    expect(refused.code).not.toBe(0);
  });

  it("and other commands ask the cluster, and not a hub that runs in the same folder", async () => {
    const { folder, importPeople, run } = await createFolder();
    await writeFile(join(folder, "people.csv"), "name\nada\n");
    await importPeople();
    const lock = await lockDataFolder(join(folder, ".casement"));
    onTestFinished(() => lock.release());
    await lock.announce({ address: "http://127.0.0.1:1", token: "of-the-hub" });
    expect((await run("accounts")).out).toContain("ada");
    const init = await run("init", "--yes", "--account", "bob", "--client-id", "22222222-2222-4222-8222-222222222222", "--plugins", "todo");
    expect(init).toMatchObject({ code: 0, out: expect.stringContaining("Added the account bob to the cluster.") });
    expect(init.out).not.toContain("casement start");
    expect((await run("caldav")).out).toMatch(/ada[\s\S]*bob/);
    expect((await run("backup", "copy.tgz")).out).toContain("are in Redis and not in this file");
  });
});
