import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runCasement } from "../command-line.fixture.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-start-"));
  await writeFile(join(folder, "casement.yaml"), "http: { port: 0 } # any\n");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("without an account, the hub starts for the set-up, and reloads with an added account at the same port", async () => {
  const stop = new AbortController();
  const lines: any[] = [];
  let onLineAdded: () => void = () => {};
  const onLine = (line: string): void => {
    lines.push(JSON.parse(line));
    onLineAdded();
  };
  const running = runCasement(["start", "--json"], { cwd: folder, signal: stop.signal, onLine });
  const line = async (at: number): Promise<any> => {
    const nextLine = new Promise<void>((resolve) => {
      onLineAdded = resolve;
    });
    if (!lines[at]) await Promise.race([nextLine, running.then(({ err }) => Promise.reject(new Error(err)))]);
    return lines[at];
  };
  const { address, dashboard, accounts } = await line(0);
  expect(accounts).toEqual([]);
  const secret = new URL(dashboard).hash.replace("#session=", "");
  const opened = await fetch(`${address}/session`, { method: "POST", body: JSON.stringify({ token: secret }) });
  const headers = { cookie: opened.headers.get("set-cookie")!.split(";")[0]!, origin: address };
  const account = { name: "home", clientId: "11111111-1111-4111-8111-111111111111", accountType: "work", plugins: ["calendar"] };
  const added = await fetch(`${address}/api/v1/set-up/accounts`, { method: "POST", headers, body: JSON.stringify(account) });
  expect(await added.json()).toEqual({ name: "home", file: join(folder, "casement.yaml") });
  expect(await line(1)).toMatchObject({ address, accounts: [{ name: "home", state: "signed-out" }] });
  // The browser session is still valid.
  expect((await fetch(`${address}/api/v1/accounts`, { headers })).status).toBe(200);
  stop.abort();
  expect((await running).code).toBe(0);
  expect(await readFile(join(folder, "casement.yaml"), "utf8")).toContain("http: { port: 0 } # any");
});

it("a named configuration must exist", async () => {
  const { code, err } = await runCasement(["start", "--config", "elsewhere.yaml"], { cwd: folder });
  expect(code).toBe(2);
  expect(err).toContain("elsewhere.yaml does not exist");
});
