import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmulatorServer, serveEmulator } from "@casement/graph-emulator";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runCasement } from "../../test/command-line.fixture.ts";

let emulator: EmulatorServer;
let folder: string;
beforeAll(async () => {
  emulator = await serveEmulator();
});
afterAll(() => emulator.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-access-"));
  await writeConfig("port: 0, publicUrl: https://example.org/casement");
  return () => rm(folder, { recursive: true });
});

const account = "accounts: [{ name: home, clientId: 11111111-1111-4111-8111-111111111111, accountType: work, plugins: {} }]";
const writeConfig = (http: string) =>
  writeFile(join(folder, "casement.yaml"), `emulator: ${emulator.url}\nhttp: { ${http} }\n${account}\n`);
const run = (...args: string[]) => runCasement(args, { cwd: folder });
const linkIn = (text: string): string => /\S+#session=[\w-]{43}/.exec(text)![0];

/** Runs `work` while a hub runs with this configuration. */
async function withHub(work: (hubAddress: string) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  let hub: Promise<unknown> | undefined;
  const address = await new Promise<string>((resolve, reject) => {
    const onLine = (line: string): void => resolve(JSON.parse(line).address);
    hub = runCasement(["start", "--json"], { cwd: folder, signal: stop.signal, onLine }).then(({ err }) => reject(new Error(err)));
  });
  try {
    await work(address);
  } finally {
    stop.abort();
    await hub?.catch(() => {});
  }
}

describe("casement access", () => {
  it("adds, lists and revokes, whether the hub runs or not", async () => {
    expect((await run("access")).out).toBe("Nobody has access except with the hub's token.");
    const kitchen = await run("access", "add", "wall", "Kitchen tablet");
    expect(kitchen).toMatchObject({ code: 0, err: "" });
    expect(kitchen.out).toContain("Kitchen tablet may read.");
    expect(kitchen.out).toMatch(/ {2}Link {7}https:\/\/example\.org\/casement\/#session=/);
    expect(kitchen.out).toContain('casement access revoke "Kitchen tablet"');
    await withHub(async (address) => {
      const office = await run("access", "add", "browser", "Office", "--read-only");
      expect(office.out).toContain("Office may read.");
      for (const link of [kitchen, office].map(({ out }) => linkIn(out))) {
        const response = await fetch(`${address}/session`, { method: "POST", body: JSON.stringify({ token: link.split("#session=")[1] }) });
        expect([response.status, ((await response.json()) as { access: string }).access]).toEqual([200, "read"]);
      }
      const program = await run("access", "add", "program", "Node-RED", "--may", "change");
      expect(program.out).toMatch(/Address +https:\/\/example\.org\/casement\n/);
      const headers = { authorization: `Bearer ${/Token +(\S+)/.exec(program.out)![1]}` };
      expect((await fetch(`${address}/api/v1/sensors`, { headers })).status).toBe(200);
      expect((await run("access", "revoke", "Node-RED")).code).toBe(0);
      expect((await fetch(`${address}/api/v1/sensors`, { headers })).status).toBe(401);
      expect((await run("access", "list")).out).toMatch(
        /NAME +KIND +MAY +LAST USED\nKitchen tablet +wall +read +(now|\d+ s ago)\nOffice +browser +read +(now|\d+ s ago)/,
      );
      expect((await run("access", "revoke", "office")).out).toBe('The access "office" has ended.');
    });
    const { grants } = JSON.parse((await run("access", "--json")).out);
    expect(grants).toMatchObject([{ name: "Kitchen tablet", kind: "wall", access: "read", usedAt: expect.any(String) }]);
    const gone = await run("access", "revoke", "Office");
    expect([gone.code, gone.err]).toEqual([1, expect.stringContaining('no access with the name "Office"')]);
    expect((await run("access", "revoke", "Kitchen tablet")).code).toBe(0);
    expect((await run("access")).out).toContain("Nobody");
  });

  it("adds an AI agent with limits once MCP is configured, and shows what it called", async () => {
    const refused = await run("access", "add", "mcp", "Claude");
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("mcp: true")]);
    await writeConfig("port: 0, publicUrl: https://example.org/casement");
    await appendFile(join(folder, "casement.yaml"), "mcp: true\n");
    const added = await run(...["access", "add", "mcp", "Claude", "--may", "add", "--recipient", "@example.com", "--calls-per-hour", "50"]);
    expect(added.out).toContain("Claude may read and add; to @example.com; 50 calls an hour.");
    const token = /Token +(\S+)/.exec(added.out)![1];
    expect((await run("access", "add", "mcp", "--may", "everything")).err).toContain("--may must be read, add or change");
    await withHub(async (address) => {
      const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "casement_sensors", arguments: {} } };
      const accept = "application/json, text/event-stream";
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", accept };
      const response = await fetch(`${address}/mcp`, { method: "POST", headers, body: JSON.stringify(call) });
      expect([response.status, await response.text()]).toEqual([200, expect.stringContaining("sensors")]);
      expect((await run("audit")).out).toMatch(/TIME +CLIENT +TOOL +ACCOUNT +TARGET +OUTCOME\n.*Claude +casement_sensors +done/);
    });
    expect(JSON.parse((await run("audit", "--json")).out).calls).toMatchObject([
      { client: "Claude", tool: "casement_sensors", outcome: "done" },
    ]);
  });

  it("prints the secret as JSON, and as text only once", async () => {
    const added = JSON.parse((await run("access", "add", "browser", "--json")).out);
    expect(added).toEqual({
      grant: { name: "Browser", kind: "browser", access: "full", createdAt: expect.any(String), expiresAt: expect.any(String) },
      credentials: { address: expect.stringMatching(/^https:\/\/example\.org\/casement\/#session=/) },
    });
    expect((await run("access", "add", "browser")).out).toContain("To list and end access: casement access");
    const listed = await run("access");
    expect(listed.out).toMatch(/Browser +browser +read and change +not opened/);
    expect(listed.out).not.toContain(added.credentials.address.slice(-43));
  });

  it("says what is missing for CalDAV and ICS without caldav: true, while the hub runs and while it does not", async () => {
    const cure = "Add the line caldav: true to casement.yaml";
    const attempts = [
      ["caldav", "home", "Phone"],
      ["caldav", "home", "Phone", "--read-only"],
      ["ics", "home/calendar/family", "--busy-only"],
    ];
    for (const words of attempts) {
      const { code, err } = await run("access", "add", ...words);
      expect([words, code, err]).toEqual([words, 2, expect.stringContaining(cure)]);
    }
    await withHub(async () => {
      expect((await run("access", "add", "caldav", "home", "Phone")).err).toContain(cure);
    });
  });

  it("refuses wrong words with exit code 2", async () => {
    const cases: [words: string[], reason: string][] = [
      [["add", "walls"], "must be one of browser, wall, program, caldav, ics"],
      [["add", "wall", "Kitchen", "tablet"], '"Living room"'],
      [["add", "caldav", "home", "Phone", "of", "Ada"], "too many arguments"],
      [["add", "wall", "Kitchen", "--busy-only"], "busyOnly"],
      [["add"], "missing required argument"],
      [["revoke"], "missing required argument"],
      [["remove", "Kitchen"], "too many arguments"],
    ];
    for (const [words, reason] of cases) {
      const { code, err } = await run("access", ...words);
      expect([words, code, err]).toEqual([words, 2, expect.stringContaining(reason)]);
    }
  });

  it("cannot know the address of a hub that does not run, if its port is chosen at the start", async () => {
    await writeConfig("port: 0");
    const { code, err } = await run("access", "add", "wall");
    expect([code, err]).toEqual([1, expect.stringContaining("Start the hub first")]);
    await withHub(async (address) => {
      expect(linkIn((await run("access", "add", "wall")).out)).toContain(`${address}/#session=`);
    });
  });
});
