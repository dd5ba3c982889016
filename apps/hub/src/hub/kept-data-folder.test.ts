import { chmod, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestIo, runCasement } from "../../test/command-line.fixture.ts";
import { readConfig } from "./read-config.ts";
import { runHub } from "./run-hub.ts";

// A folder that a hub of 0.1.0 has written. It must open in every later version: change the code, not the folder. Its key is for this test only.
// To keep that of another version beside it: casement start on an emulator, with a task added from outside and access for a calendar program.

const kept = new URL("../../test/data-folder/0.1.0", import.meta.url);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-kept-"));
  await cp(kept, folder, { recursive: true });
  // Git keeps no modes.
  for (const path of ["data", "data/accounts", "data/accounts/home", "data/surfaces"]) await chmod(join(folder, path), 0o700);
  for (const path of ["casement.yaml", "data/key", "data/http-token"]) await chmod(join(folder, path), 0o600);
});
afterAll(() => rm(folder, { recursive: true }));

it("a data folder of 0.1.0 opens without a network: sign-in, values, events and access", async () => {
  const { io, output } = createTestIo({ cwd: folder });
  const hub = await runHub(await readConfig(join(folder, "casement.yaml"), io), io);
  try {
    expect(output().err).toBe("");
    expect(hub.host.account("home").status().state).toBe("signed-in");
    const sensors = await hub.host.sensors();
    expect(sensors.map(({ id }) => id)).toEqual([
      "home/todo/tasks",
      "home/todo/flagged-emails",
      "home/todo/groceries",
      "home/todo/house",
      "home/todo/lake-weekend",
      "home/autoreply/autoreply",
    ]);
    expect(sensors.find(({ id }) => id.endsWith("/tasks"))).toMatchObject({
      attributes: { tasks: expect.arrayContaining([expect.objectContaining({ title: "Kept since 0.1.0" })]) },
    });
    expect(sensors.at(-1)?.state).toBe("disabled");
    const { events } = await hub.host.events.after(undefined);
    expect(events.map(({ type }) => type)).toEqual(["account/signed-in", "todo/task-created"]);
    expect(hub.token).toMatch(/^[\w-]{32}$/);
  } finally {
    await hub.stop();
  }
  const { out } = await runCasement(["access", "--json"], { cwd: folder });
  expect(JSON.parse(out).grants).toEqual([expect.objectContaining({ kind: "caldav", name: "Phone", accounts: ["home"] })]);
});
