import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, definePlugin } from "@casement/core";
import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import { addHousehold } from "@casement/graph-emulator/household";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { createTestHost } from "../create-test-host.ts";
import { createReplayedArea } from "./create-replayed-area.ts";
import { runRecordCommand } from "./run-record-command.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "casement-"));
});
afterAll(() => rm(cwd, { recursive: true }));

/** How often the sign-in asks whether the user has entered the code (ms). */
const pollInterval = 5_000;

/** Runs the command to its end, with a clock that advances as soon as the sign-in waits for the user. */
async function record(...args: string[]) {
  const fake = createFakeClock();
  const clock: Clock = {
    now: fake.now,
    after(ms, fn) {
      const cancel = fake.after(ms, fn);
      if (ms === pollInterval) queueMicrotask(() => void fake.advance(ms));
      return cancel;
    },
  };
  const output: string[] = [];
  const code = await runRecordCommand(args, { cwd, print: (text) => output.push(text), clock });
  return { code, output: output.join("\n") };
}

const lists = "/me/todo/lists";
const tasks = "/me/todo/lists/{id}/tasks?$top=2";

it("records every page for every id, and a plugin reads the recording in a test", async () => {
  const { code, output } = await record("--emulator", "--out", "tasks.json", lists, tasks);
  expect(code).toBe(0);
  expect(output).toContain("Requesting Tasks.Read.");
  expect(output).toMatch(/GET \/me\/todo\/lists: 5 items\n {2}GET \/me\/todo\/lists\/\{id\}\/tasks: 5 times, 40 items/);
  const recording = JSON.parse(await readFile(join(cwd, "tasks.json"), "utf8"));
  const plugin = definePlugin({
    id: "tasks",
    title: "Tasks",
    scopes: { "Tasks.Read": { tier: "read", why: "Count your tasks" } },
    sensors: {
      all: {
        title: "All",
        scope: "Tasks.Read",
        every: "1h",
        value: z.object({ state: z.number(), lists: z.array(z.string()) }),
        async read({ graph }) {
          const found = await graph.list<{ id: string; displayName: string }>("/me/todo/lists");
          const all = found.map(({ id }) => graph.list(`/me/todo/lists/${id}/tasks`, { query: { $top: 2 } }));
          return { state: (await Promise.all(all)).flat().length, lists: found.map(({ displayName }) => displayName) };
        },
      },
    },
  });
  await using t = await createTestHost({ plugins: [{ plugin }], areas: [createReplayedArea(recording)] });
  expect(t.sensor("tasks/all")).toMatchObject({
    state: 40,
    attributes: { lists: ["displayName-1", "displayName-2", "displayName-3", "displayName-4", "displayName-5"] },
  });
});

it("records no private data: no token, id, address, name or text", async () => {
  const { code, output } = await record(
    "--emulator",
    "--out",
    "people.json",
    lists,
    tasks,
    "/me/events",
    "/me/events/nothing",
    "/me/messages?$top=5",
  );
  expect(code).toBe(0);
  const text = await readFile(join(cwd, "people.json"), "utf8");
  // What the same emulated mailbox returns without a recorder.
  const emulator = createEmulator({ populate: addHousehold, clock: createFakeClock() });
  const token = await emulator.control.tokens.issue("robin@harbour-lane.example", ["Tasks.Read", "Calendars.Read", "Mail.Read"]);
  const real = new Set<string>();
  for (const path of [lists, "/me/events?$top=50", "/me/messages?$top=50"]) {
    const response = await emulator.fetch(`https://graph.microsoft.com/v1.0${path}`, { headers: { authorization: `Bearer ${token}` } });
    textsIn(await response.json(), "", real);
  }
  expect([...real].length).toBeGreaterThan(200);
  expect([...real].filter((privateText) => text.includes(JSON.stringify(privateText).slice(1, -1)))).toEqual([]);
  expect(text).not.toMatch(/robin|harbour|eyJ|[Bb]earer|skiptoken=(?!token-)/);
  // Refusals of Graph are recorded.
  expect(output).toMatch(/Graph returned 400 .* The response is recorded\./);
  const refused = JSON.parse(text).exchanges.find(({ status }: { status: number }) => status === 400);
  expect(refused.body.error.code).toBe("ErrorInvalidIdMalformed");
  expect(output).toMatch(/Replaced by placeholders.*subject \d+/);
});

/** Names, subjects, bodies, ids and addresses with at least four letters: shorter ones can match by coincidence. */
function textsIn(value: unknown, key: string, into: Set<string>): void {
  if (typeof value === "string") {
    if (value.length >= 4 && /(^id|Id|subject|title|displayName|address|name|content|bodyPreview|webLink)$/.test(key)) into.add(value);
  } else if (typeof value === "object" && value !== null)
    for (const [name, inner] of Object.entries(value)) textsIn(inner, Array.isArray(value) ? key : name, into);
}

it("overwrites an older recording, and no other file", async () => {
  await writeFile(join(cwd, "mine.json"), "{}");
  expect(await record("--emulator", "--out", "mine.json", lists)).toMatchObject({
    code: 1,
    output: expect.stringContaining("is not a recording"),
  });
  expect(await readFile(join(cwd, "mine.json"), "utf8")).toBe("{}");
  expect(await record("--emulator", "--out", "tasks.json", lists)).toMatchObject({ code: 0 });
});

describe("a recording that is not possible ends with advice for", () => {
  it.each<[why: string, args: string[], sentence: RegExp]>([
    ["a missing file", ["--emulator", lists], /Name a file for the recording with --out/],
    ["a missing path", ["--emulator", "--out", "a.json"], /Name one or more Graph paths/],
    ["a missing client id", ["--out", "a.json", lists], /--client-id, or use --emulator to try it without Microsoft/],
    [
      "a path that the map does not have",
      ["--emulator", "--out", "a.json", "/me/todo/list"],
      /does not have GET \/me\/todo\/list\. Did you mean \/me\/todo\/lists\?/,
    ],
    ["a path without a slash", ["--emulator", "--out", "a.json", "me/contacts"], /Begin it with a slash/],
    [
      "a path for work accounts only",
      ["--emulator", "--account-type", "personal", "--out", "a.json", "/me/presence"],
      /for accounts of this type/,
    ],
    ["an unknown permission", ["--emulator", "--out", "a.json", "--scope", "Task.Read", lists], /no delegated permission "Task.Read"/],
    ["an unknown option", ["--color", "red"], /--color/],
  ])("%s", async (_, args, sentence) => {
    const { code, output } = await record(...args);
    expect(code).toBe(2);
    expect(output).toMatch(sentence);
  });

  it("a path that the emulator does not have", async () => {
    const { code, output } = await record("--emulator", "--out", "a.json", "/me/drive/root/children?$top=2");
    expect(code).toBe(1);
    expect(output).toMatch(
      /^Nothing was recorded\. The emulator does not have \/me\/drive\/root\/children\. Record it from Microsoft with --client-id/m,
    );
  });

  it("a path that the permission does not cover", async () => {
    const { code, output } = await record("--emulator", "--out", "a.json", "--scope", "Tasks.Read", "/me/events");
    expect(code).toBe(1);
    expect(output).toMatch(/^Nothing was recorded\. .*Calendars\.ReadBasic/m);
  });
});
