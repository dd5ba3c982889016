import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "@casement/host/config";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { runCasement } from "../../test/command-line.fixture.ts";
import { pluginSources } from "../hub/read-config.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-migrate-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const id = "11111111-1111-4111-8111-111111111111";
const secret = "hush~this-is-the-value";

/** Writes files by path and runs the command. */
async function migrate(files: Readonly<Record<string, string>>, args: readonly string[] = []) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return runCasement(["migrate", "configuration.yaml", ...args], { cwd: folder });
}

/** Migrates one account with these keys. */
async function account(keys: string, files: Readonly<Record<string, string>> = {}) {
  const lines = keys.split("\n").map((line) => `      ${line}\n`);
  const yaml = `o365:\n  accounts:\n    - account_name: home\n      client_id: ${id}\n${lines.join("")}`;
  const { code, out, err } = await migrate({ "configuration.yaml": yaml, ...files });
  const blocks = parse(out)?.accounts;
  return { code, err, block: blocks?.[0], plugins: blocks?.[0].plugins };
}

describe("keys", () => {
  test.each([
    ["enable_update: true", { calendar: {}, email: { enableUpdate: false, send: true, sensors: [] } }],
    ["basic_calendar: true", { calendar: { basic: true } }],
    ["basic_calendar: true\nenable_update: yes", { calendar: { basic: true, enableUpdate: false } }],
    ["track_new_calendar: false", { calendar: { track: "none" } }],
    ["groups: true", { "group-calendar": { startOffset: 0, endOffset: 24 } }],
    [
      "email_sensor: [{ name: Inbox, folder: Inbox/Bills, is_unread: true }]",
      { email: { sensors: [{ name: "Inbox", folder: "Inbox/Bills", unread: true, maxItems: 5, body: "text", attachments: true }] } },
    ],
    [
      "query_sensors: [{ name: Q, from: a@b.example, has_attachment: false, importance: HIGH, subject_contains: it's, body_contains: x, show_body: false, download_attachments: false, max_items: 20 }]",
      {
        email: {
          sensors: [
            {
              name: "Q",
              from: "a@b.example",
              hasAttachments: false,
              importance: "high",
              subjectContains: "it's",
              bodyContains: "x",
              maxItems: 20,
            },
          ],
        },
      },
    ],
    [
      "query_sensors: [{ name: Q, subject_is: S, show_body: false, html_body: true }]",
      { email: { sensors: [{ subjectIs: "S", body: "html" }] } },
    ],
    ["status_sensors: [{ name: Me, enable_update: true }]", { status: { enableUpdate: true } }],
    ["status_sensors: [{ name: Ada, email: ada@b.example }]", { status: { own: false, people: [{ user: "ada@b.example", name: "Ada" }] } }],
    ["chat_sensors: [{ name: A }, { name: B, enable_update: true }]", { chat: { enableUpdate: true } }],
    ["todo_sensors: { enabled: true, track_new: false, enable_update: true }", { todo: { enableUpdate: true, track: "none" } }],
    ["todo_sensors: { enabled: true }\nenable_update: true", { todo: { enableUpdate: false } }],
    ["auto_reply_sensors: [{ name: Replies }]", { autoreply: {} }],
  ])("%s", async (keys, plugins) => {
    const { code, ...found } = await account(keys);
    expect(code).toBe(0);
    expect(found.plugins).toMatchObject(plugins);
  });

  test("what was disabled stays disabled", async () => {
    const { plugins } = await account(
      "enable_calendar: false\ngroups: false\ntodo_sensors: { enabled: false }\nquery_sensors: [{ name: Q }]",
    );
    expect(Object.keys(plugins)).toEqual(["email"]);
  });

  test("keys of the account itself", async () => {
    const { block } = await account("enable_update: true\nshared_mailbox: user:22222222-2222-4222-8222-222222222222");
    expect(block).toMatchObject({
      name: "home",
      clientId: id,
      accountType: "work",
      enableUpdate: true,
      sharedMailbox: "22222222-2222-4222-8222-222222222222",
    });
  });

  test.each([
    ["alt_auth_method: true", "--callback"],
    ["alt_auth_method: false", "--paste"],
    ["alt_auth_flow: true", "--paste"],
    ["alt_auth_flow: false", "--callback"],
    ["enable_calendar: true", "--paste"],
  ])("%s is a sign-in with %s", async (keys, option) => {
    expect((await account(keys)).err).toContain(`casement login home ${option}`);
  });

  test("names what is not migrated, with the reason", async () => {
    const { err, plugins } = await account(
      "frobnicate: 1\nshared_mailbox: office@b.example\nbasic_calendar: true\ntodo_sensors: { enabled: true }\nstatus_sensors: [{ name: S }]\nquery_sensors: [{ name: Q, importance: urgent, colour: red }]",
    );
    for (const text of [
      "frobnicate: is not a key of the O365 integration",
      "basic_calendar: Microsoft has no such permission for a shared mailbox",
      "todo_sensors: belongs to a user",
      "status_sensors: belongs to a user",
      "query_sensors[0].importance: is not one of low, normal, and high",
      "query_sensors[0].colour: is not a key",
      "tokens: cannot be migrated",
    ])
      expect(err).toContain(text);
    expect(Object.keys(plugins)).toEqual(["calendar", "email"]);
  });

  test("reports replaced entities and permissions", async () => {
    const { err } = await account("query_sensors: [{ name: Bills due }]\nauto_reply_sensors: [{ name: Away }]");
    expect(err).toContain("sensor.bills_due  →  home/email/bills-due  (sensor.casement_home_email_bills_due)");
    expect(err).toContain("sensor.away  →  home/autoreply/autoreply");
    expect(err).toContain("home: Calendars.Read, Mail.Read, MailboxSettings.Read, User.Read, offline_access");
  });
});

describe("the lists beside the configuration", () => {
  const calendars = `- cal_id: CAL1
  entities:
  - { device_id: family, name: Family, track: true, start_offset: 0, end_offset: 24 }
  - { device_id: sports, name: Sports, track: true, start_offset: -2, end_offset: 48, search: Sport, exclude: ["^Off", "(?i)x"], max_results: 5 }
- cal_id: CAL2
  entities: [{ device_id: birthdays, name: Birthdays, track: false }]
- cal_id: group:22222222-2222-4222-8222-222222222222
  entities: [{ device_id: team, name: Team, track: true }]
`;
  test("calendars and groups, with their filters", async () => {
    const { plugins, err } = await account("groups: true", { "o365_storage/o365_calendars_home.yaml": calendars });
    expect(plugins.calendar).toEqual({
      startOffset: 0,
      endOffset: 24,
      calendars: [
        { calendar: "CAL1", name: "Family" },
        { calendar: "CAL1", name: "Sports", search: "Sport", exclude: ["^Off"], startOffset: -2, endOffset: 48, maxItems: 5 },
        { calendar: "CAL2", name: "Birthdays", track: false },
      ],
    });
    expect(plugins["group-calendar"].calendars).toEqual([{ group: "22222222-2222-4222-8222-222222222222", name: "Team" }]);
    expect(err).toContain('"(?i)x" is a Python regular expression');
    expect(err).toContain("calendar.family_home  →  home/calendar/family  (binary_sensor.casement_home_calendar_family)");
  });

  test("task lists", async () => {
    const tasks =
      "- { task_list_id: L1, name: Tasks, show_completed: true, due_start_offset: 0 }\n- { task_list_id: L2, name: Old, track: false }\n";
    const { plugins, err } = await account("todo_sensors: { enabled: true }", { "o365_storage/o365_tasks_home.yaml": tasks });
    expect(plugins.todo.lists).toEqual([
      { list: "L1", name: "Tasks", showCompleted: true, dueStartOffset: 0 },
      { list: "L2", name: "Old", track: false },
    ]);
    expect(err).toContain("todo.tasks_home  →  home/todo/tasks");
  });
});

test("only what exists afterwards replaces an entity", async () => {
  const lists = {
    "o365_storage/o365_calendars_home.yaml":
      "- cal_id: group:22222222-2222-4222-8222-222222222222\n  entities: [{ device_id: team, name: Team, track: true }]\n",
  };
  const without = await account("groups: false", lists);
  expect(without.err).toContain("contains group calendars, but groups is not enabled");
  expect(without.err).not.toContain("calendar.team_home");
  expect((await account("groups: true", lists)).err).toContain("calendar.team_home  →  home/group-calendar/team");
  const inline = await account("calendars: [{ calendar_name: Main }, { calendar_name: Other, name: Our Trips }]");
  expect(inline.err).toContain("calendar.main  →  home/calendar/main");
  expect(inline.err).toContain("calendar.our_trips  →  home/calendar/our-trips");
  expect((await account("enable_calendar: false\ncalendars: [{ calendar_name: Main }]")).err).not.toContain("calendar.main");
});

test("two filters that exclude each other are named", async () => {
  const { err } = await account("query_sensors: [{ name: Q, subject_is: A, subject_contains: B }]");
  expect(err).toContain("query_sensors[0].subject_contains: and subject_is exclude each other");
});

describe("forms of the file", () => {
  test("the form for a single account had updates on by default, and lists without an account name", async () => {
    const { out, code } = await migrate({
      "configuration.yaml": `automation: !include automations.yaml\no365:\n  client_id: ${id}\n  client_secret: ${secret}\n  calendars: [{ calendar_name: Family, end_offset: 48 }]\n`,
      "o365_calendars.yaml": "- cal_id: CAL1\n  entities: [{ device_id: a, name: A, track: true }]\n",
    });
    expect(code).toBe(0);
    expect(parse(out).accounts[0]).toMatchObject({
      name: "home",
      enableUpdate: true,
      clientSecret: { file: "./home-client-secret" },
      plugins: { calendar: { calendars: [{ calendar: "Family", endOffset: 48 }, { calendar: "CAL1" }] } },
    });
  });

  test("included files, packages, and duplicate names", async () => {
    const one = `- { account_name: Home Office, client_id: ${id} }\n- { account_name: home-office, client_id: ${id} }\n`;
    const { out } = await migrate({
      "configuration.yaml": "o365: !include o365.yaml\n",
      "o365.yaml": "accounts: !include accounts.yaml\n",
      "accounts.yaml": one,
    });
    expect(parse(out).accounts.map(({ name }: { name: string }) => name)).toEqual(["home-office", "home-office-2"]);
    expect((await runCasement(["migrate", "accounts.yaml"], { cwd: folder })).code).toBe(0);
  });

  test.each([
    ["no configuration of the predecessor", "light: []\n", 1, "does not contain o365:"],
    ["no account", "o365:\n", 1, "contains o365: without an account"],
    ["broken YAML", "o365: [\n", 2, "is not valid YAML"],
    ["no client id", "o365: { accounts: [{ account_name: a }] }\n", 2, "The result needs your attention"],
  ])("%s", async (_, text, code, message) => {
    expect(await migrate({ "configuration.yaml": text })).toMatchObject({ code, err: expect.stringContaining(message) });
  });

  test("a file that does not exist", async () => {
    expect(await migrate({})).toMatchObject({ code: 2, err: expect.stringContaining("does not exist") });
  });
});

describe("secrets", () => {
  const files = {
    "configuration.yaml": `o365:\n  accounts:\n    - { account_name: home, client_id: !secret o365_id, client_secret: !secret o365_secret }\n    - { account_name: other, client_id: ${id}, client_secret: ${secret}2 }\n`,
    "secrets.yaml": `o365_id: ${id}\no365_secret: ${secret}\n`,
  };

  test("are never printed; the report says where to write them", async () => {
    const { out, err, code } = await migrate(files);
    expect(code).toBe(0);
    expect(out + err).not.toContain("hush");
    expect(parse(out).accounts[0]).toMatchObject({ clientId: `\${O365_ID}`, clientSecret: { file: "./home-client-secret" } });
    expect(err).toContain("chmod 600 home-client-secret");
    expect(err).toContain("O365_ID: replaces a !secret");
  });

  test("--out writes each to its own file, and the hub accepts the result unchanged", async () => {
    const { out, err, code } = await migrate(files, ["--out", "casement.yaml"]);
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err).not.toContain("hush");
    const file = join(folder, "casement.yaml");
    for (const name of ["casement.yaml", "home-client-secret", "other-client-secret"])
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    const { config, problems } = await loadConfig({ file, cwd: folder, env: {}, plugins: pluginSources });
    expect(problems).toEqual([]);
    expect(config?.options.accounts).toMatchObject([
      { clientId: id, clientSecret: secret },
      { clientId: id, clientSecret: `${secret}2` },
    ]);
    expect(await readFile(file, "utf8")).not.toContain("hush");
    expect(await migrate(files, ["--out", "casement.yaml"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("is not overwritten"),
    });
  });

  test("if a secret file exists with other content, nothing is written", async () => {
    const result = await migrate({ ...files, "other-client-secret": "another\n" }, ["--out", "casement.yaml"]);
    expect(result).toMatchObject({ code: 1, err: expect.stringContaining("other-client-secret already exists") });
    expect((await readdir(folder)).sort()).toEqual(["configuration.yaml", "other-client-secret", "secrets.yaml"]);
  });

  test("keeps environment variables, and escapes text that looks like one", async () => {
    const yaml = `o365:\n  accounts:\n    - account_name: home\n      client_id: !env_var o365_id\n      query_sensors: [{ name: Q, subject_is: "\${OFFER}" }]\n`;
    const { out } = await migrate({ "configuration.yaml": yaml }, ["--json"]);
    const { config: text, problems } = JSON.parse(out);
    expect(problems).toEqual([]);
    expect((await migrate({ "configuration.yaml": yaml })).err).toContain("o365_id: was an !env_var; set this environment variable");
    expect(parse(text).accounts[0]).toMatchObject({
      clientId: `\${o365_id}`,
      plugins: { email: { sensors: [{ subjectIs: `$\${OFFER}` }] } },
    });
  });

  test("--json prints the complete result", async () => {
    const result = JSON.parse((await migrate(files, ["--json"])).out);
    expect(result).toMatchObject({ accounts: ["home", "other"], problems: [], scopes: [{ account: "home" }, { account: "other" }] });
    expect(JSON.stringify(result)).not.toContain("hush");
  });
});

test.each([
  ["brackets", `o365: ${"[".repeat(20_000)}`],
  ["sequences", `o365: ${"- ".repeat(2_000)}x`],
  ["an alias that contains itself", "o365: &a { accounts: [*a] }"],
  [
    "aliases of aliases",
    `a: &a [x]\n${Array.from("bcdefghijklmnop", (name, i) => `${name}: &${name} [${`*${"abcdefghijklmno"[i]},`.repeat(9)}]\n`).join("")}o365: *p`,
  ],
])("a file with endless %s is refused with a sentence", async (_, text) => {
  const { code, err } = await migrate({ "configuration.yaml": text });
  expect(code).toBe(2);
  expect(err).toMatch(/nested too deeply|not valid YAML/);
});
