import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "@casement/host/config";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { runCasement } from "../../test/command-line.fixture.ts";
import {
  calendarList,
  clientId,
  entriesFile,
  ms365Entry,
  otherClientId,
  savedMailOptions,
  secret,
  taskLists,
} from "../../test/migrate/ms365-entries.fixture.ts";
import { pluginSources } from "../hub/read-config.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-migrate-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;

/** Writes files by path and runs the command. */
async function migrate(files: Files, args: readonly string[] = ["."]) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return runCasement(["migrate", ...args], { cwd: folder });
}

/** Migrates these entries. */
async function entries(list: readonly Readonly<Record<string, unknown>>[], files: Files = {}, args: readonly string[] = []) {
  const result = await migrate({ ".storage/core.config_entries": entriesFile(list), ...files }, [".", ...args]);
  const accounts = parse(result.out)?.accounts ?? [];
  return { ...result, accounts, plugins: accounts[0]?.plugins };
}

/** Lists in lists. */
const nested = (levels: number): unknown => {
  let value: unknown = "x";
  for (let i = 0; i < levels; i++) value = [value];
  return value;
};

const household = [
  ms365Entry("ms365_calendar", "Home", { enable_update: true, groups: true }, { track_new_calendar: false, calendar_list: ["Family"] }),
  ms365Entry("ms365_mail", "Home", { enable_update: true, enable_autoreply: true }, savedMailOptions),
  ms365Entry("ms365_mail", "Bills", {}, { ...savedMailOptions, folder: "Inbox/Bills", is_unread: "Unread Only", importance: "High" }),
  ms365Entry("ms365_teams", "Home", { chat_enable: "Read", status_enable: "Update" }),
  ms365Entry("ms365_teams", "Ada", { alternate_email: "ada@contoso.example" }),
  ms365Entry("ms365_todo", "Home", { enable_update: true }, { track_new: true, todo_list: ["Tasks"], max_todos: 250 }),
];
const lists = { "ms365_storage/ms365_calendars_Home.yaml": calendarList, "ms365_storage/ms365_todos_Home.yaml": taskLists };

describe("the entries of one person", () => {
  test("become one account with several plugins, which the hub accepts", async () => {
    const { code, accounts } = await entries(household, lists);
    expect(code).toBe(0);
    expect(accounts).toEqual([
      {
        name: "home",
        clientId,
        clientSecret: { file: "./home-client-secret" },
        accountType: "work",
        plugins: {
          calendar: {
            enableUpdate: true,
            track: "none",
            startOffset: 0,
            endOffset: 24,
            calendars: [
              { calendar: "CAL1", name: "Family" },
              {
                calendar: "CAL1",
                name: "Sport",
                search: "Sport",
                exclude: ["^Off"],
                startOffset: -2,
                endOffset: 48,
                excludeSensitivity: ["private"],
                excludeDeclined: true,
                free: false,
                maxItems: 5,
              },
              { calendar: "CAL2", name: "Birthdays", track: false },
            ],
          },
          "group-calendar": {
            enableUpdate: true,
            startOffset: 0,
            endOffset: 24,
            calendars: [{ group: "33333333-3333-4333-8333-333333333333", name: "Team" }],
          },
          email: {
            send: true,
            sensors: [
              { name: "Inbox", maxItems: 5, body: "text", attachments: true },
              { name: "Bills", folder: "Inbox/Bills", unread: true, importance: "high", maxItems: 5, body: "text", attachments: true },
            ],
          },
          status: { enableUpdate: true, people: [{ user: "ada@contoso.example", name: "Ada" }] },
          chat: {},
          todo: {
            enableUpdate: true,
            maxItems: 250,
            lists: [
              { list: "LIST1", name: "Tasks", showCompleted: true },
              { list: "LIST2", name: "Old", track: false },
            ],
          },
          autoreply: { enableUpdate: true },
        },
      },
    ]);
  });

  test("replaced entities are those that the integrations made", async () => {
    const { err } = await entries(household, lists);
    for (const line of [
      "calendar.home_family  →  home/calendar/family  (binary_sensor.casement_home_calendar_family)",
      "calendar.home_family_sport  →  home/calendar/sport",
      "calendar.home_team  →  home/group-calendar/team",
      "sensor.home_mail  →  home/email/inbox  (sensor.casement_home_email_inbox)",
      "sensor.bills_mail  →  home/email/bills",
      "sensor.home_autoreply  →  home/autoreply/autoreply",
      "notify.ms365_mail_home  →  service email/send of home",
      "sensor.home_status  →  home/status/status",
      "sensor.ada_status  →  home/status/ada",
      "sensor.home_chat  →  home/chat/chat",
      "todo.home_tasks  →  home/todo/tasks",
    ])
      expect(err).toContain(line);
    expect(err).not.toContain("home_birthdays");
    expect(err).not.toContain("notify.ms365_mail_bills");
  });

  test("says what has no counterpart", async () => {
    const { err } = await entries(
      [
        ms365Entry(
          "ms365_calendar",
          "Home",
          { frobnicate: 1 },
          { advanced_options: { update_interval: 15, days_backward: -8, days_forward: 8 } },
        ),
        ms365Entry("ms365_mail", "Home", {}, { ...savedMailOptions, save_attachments: true }),
        ms365Entry("ms365_teams", "Home", {}, { update_interval: 5 }),
      ],
      lists,
    );
    for (const text of [
      "ms365_calendar Home.advanced_options: has no counterpart",
      "ms365_calendar Home.frobnicate: is not a known setting",
      "ms365_mail Home.save_attachments: no sensor saves files; call the service email/save-attachments",
      "ms365_teams Home.update_interval: has no counterpart",
      "ms365_calendars[0].show_as_exclude: only free can be hidden, not oof",
      "ms365_calendars: contains group calendars, but groups is not enabled",
      "tokens: cannot be migrated from the MS365 integrations",
      "entries: ms365_calendar Home, ms365_teams Home, ms365_mail Home are one account now, with one sign-in",
    ])
      expect(err).toContain(text);
  });

  test("an entry for mail whose options were never saved shows neither texts nor attachments", async () => {
    const { plugins } = await entries([ms365Entry("ms365_mail", "Letters")]);
    expect(plugins).toEqual({ email: { sensors: [{ name: "Inbox", maxItems: 5 }] } });
  });

  test.each([
    [
      { is_unread: "Read Only", has_attachment: "Does not have attachment" },
      { unread: false, hasAttachments: false },
    ],
    [
      { has_attachment: "Has attachment", importance: "Low", folder: "" },
      { hasAttachments: true, importance: "low" },
    ],
    [{ is_unread: "All", has_attachment: "All", importance: "All" }, {}],
  ])("the choices %o", async (options, sensor) => {
    const { plugins } = await entries([ms365Entry("ms365_mail", "Home", {}, options)]);
    expect(plugins.email.sensors).toEqual([{ name: "Inbox", maxItems: 5, ...sensor }]);
  });

  test("without the lists, everything is shown, and the report says so", async () => {
    const { code, plugins, err } = await entries([ms365Entry("ms365_calendar", "Home"), ms365Entry("ms365_todo", "Home")]);
    expect(code).toBe(0);
    expect(plugins).toEqual({ calendar: { startOffset: 0, endOffset: 24 }, todo: {} });
    expect(err).toContain("(ms365_storage/ms365_calendars_…yaml) was not found");
    expect(err).toContain("(ms365_storage/ms365_todos_…yaml) was not found");
  });
});

describe("several accounts", () => {
  test("different app registrations, and the name of an old version", async () => {
    const { accounts } = await entries([
      ms365Entry("ms365_calendar", "Work"),
      ms365Entry("ms365_calendar", "", {
        entity_name: undefined,
        account_name: "Private",
        client_id: otherClientId,
        client_secret: `${secret}2`,
      }),
    ]);
    expect(accounts).toMatchObject([
      { name: "work", clientId, clientSecret: { file: "./work-client-secret" } },
      { name: "private", clientId: otherClientId, clientSecret: { file: "./private-client-secret" } },
    ]);
  });

  test("a shared mailbox is its own account, with the sign-in of the same app registration", async () => {
    const shared = { shared_mailbox: "office@contoso.example" };
    const { code, accounts, err } = await entries([
      ms365Entry("ms365_mail", "Office", shared, savedMailOptions),
      ms365Entry("ms365_calendar", "Office", { ...shared, shared_mailbox: "Office@contoso.example" }),
      ms365Entry("ms365_calendar", "Work", { shared_mailbox: "" }),
      ms365Entry("ms365_mail", "Elsewhere", { ...shared, client_id: otherClientId }),
    ]);
    expect(code).toBe(0);
    expect(accounts).toMatchObject([
      { name: "work", clientId },
      { name: "office", signIn: "work", sharedMailbox: "Office@contoso.example", plugins: { calendar: {}, email: {} } },
      { name: "elsewhere", clientId: otherClientId, sharedMailbox: "office@contoso.example" },
    ]);
    expect(Object.keys(accounts[1])).not.toContain("clientId");
    expect(err).toContain("Office: shared_mailbox: uses the sign-in of Work");
    expect(err).not.toContain("belongs to a user");
  });

  test("several people with one app registration stay apart", async () => {
    const { accounts, err } = await entries([
      ms365Entry("ms365_calendar", "Ada"),
      ms365Entry("ms365_calendar", "Ben"),
      ms365Entry("ms365_todo", "ben"),
      ms365Entry("ms365_mail", "Ben bills", {}, savedMailOptions),
      ms365Entry("ms365_mail", "Adam", {}, savedMailOptions),
    ]);
    expect(accounts).toMatchObject([{ name: "ada" }, { name: "ben" }]);
    expect(accounts.map(({ plugins }: { plugins: object }) => Object.keys(plugins))).toEqual([
      ["calendar", "email"],
      ["calendar", "email", "todo"],
    ]);
    expect(err).toContain("Ada: ms365_mail Adam: several people use this app registration");
    expect(err).toContain("Ben: client_id: several entries of the same kind use this app registration");
    expect(err).not.toContain("ms365_mail Ben bills: several");
  });

  test("a personal account, a tenant, and the clouds of other countries", async () => {
    const one = (section: object) => [ms365Entry("ms365_calendar", "Home", { api_options: section })];
    expect((await entries(one({ country: "Default" }), {}, ["--account-type", "personal"])).accounts).toMatchObject([
      { accountType: "personal" },
    ]);
    expect((await entries(one({ country: "Default", tenant_id: ` ${otherClientId} ` }))).accounts).toMatchObject([
      { accountType: otherClientId },
    ]);
    expect((await entries(one({ country: "21Vianet (China)", tenant_id: "" }))).accounts).toMatchObject([{ cloud: "china" }]);
    expect((await entries(one({ country: "MS365 GCC High" }))).accounts).toMatchObject([{ cloud: "usgov" }]);
    const unknown = await entries(one({ country: "Atlantis" }));
    expect(unknown.accounts[0].cloud).toBeUndefined();
    expect(unknown.err).toContain("api_options.country: Atlantis is not known; set cloud");
  });
});

describe("what is left out", () => {
  test("disabled entries and other integrations", async () => {
    const { accounts, err } = await entries([
      { domain: "met", entry_id: "1", title: "Weather", data: {}, options: {} },
      ms365Entry("ms365_calendar", "Home"),
      ms365Entry("ms365_mail", "Old", {}, {}, { disabled_by: "user" }),
      ms365Entry("ms365_contacts", "Home"),
    ]);
    expect(accounts.map(({ plugins }: { plugins: object }) => Object.keys(plugins))).toEqual([["calendar"]]);
    expect(err).toContain("ms365_mail Old: is disabled in Home Assistant, so it was left out");
    expect(err).toContain("ms365_contacts Home: has no counterpart in Casement");
    expect(err).not.toContain("Weather");
  });

  test.each([
    ["no entry at all", entriesFile([]), 1, "contains no entry of the MS365 integrations"],
    [
      "only disabled ones",
      entriesFile([ms365Entry("ms365_mail", "A", {}, {}, { disabled_by: "migration" })]),
      1,
      "ms365_mail A is disabled",
    ],
    ["broken JSON", `{"data": {"entries": [{"client_secret": "${secret}"`, 2, "is not valid JSON"],
    ["endless nesting", entriesFile([ms365Entry("ms365_mail", "A", {}, { folder: nested(5_000) })]), 2, "is nested too deeply"],
    ["another form", `{"data": {"entries": "${secret}"}}`, 2, "contains no list data.entries"],
  ])("%s", async (_, text, code, message) => {
    const result = await migrate({ ".storage/core.config_entries": text }, [".storage/core.config_entries"]);
    expect(result).toMatchObject({ code, err: expect.stringContaining(message) });
    expect(result.err).not.toContain("hush");
  });

  test("an entry without an app registration needs attention", async () => {
    const { code, err } = await entries([ms365Entry("ms365_calendar", "Home", { client_id: undefined })]);
    expect(code).toBe(2);
    expect(err).toContain("accounts.0.clientId: must be the application (client) ID");
  });
});

describe("where the entries are found", () => {
  const files = { ".storage/core.config_entries": entriesFile([ms365Entry("ms365_calendar", "New")]) };
  const o365 = `o365:\n  accounts: [{ account_name: old, client_id: ${clientId} }]\n`;
  const namesIn = (out: string) => parse(out).accounts.map(({ name }: { name: string }) => name);

  test.each([["."], [".storage"], [".storage/core.config_entries"], ["configuration.yaml"]])("%s", async (path) => {
    const { out } = await migrate(
      { ...files, "configuration.yaml": "light: []\n", "ms365_storage/ms365_calendars_New.yaml": calendarList },
      [path],
    );
    expect(parse(out).accounts).toMatchObject([{ name: "new", plugins: { calendar: { calendars: [{ calendar: "CAL1" }, {}, {}] } } }]);
  });

  test("if there are both, the folder means the newer ones; the report names the others", async () => {
    const both = { ...files, "configuration.yaml": o365 };
    const newer = await migrate(both, ["."]);
    expect(namesIn(newer.out)).toEqual(["new"]);
    expect(newer.err).toContain("configuration.yaml: contains o365:, too");
    const older = await migrate(both, ["configuration.yaml"]);
    expect(namesIn(older.out)).toEqual(["old"]);
    expect(older.err).toContain("core.config_entries: contains entries of the MS365 integrations, too");
  });

  test("a folder with neither, or with o365: alone", async () => {
    expect(await migrate({})).toMatchObject({ code: 2, err: expect.stringContaining("configuration.yaml does not exist") });
    const { out } = await migrate({ "configuration.yaml": o365, ".storage/core.config_entries": entriesFile([]) });
    expect(namesIn(out)).toEqual(["old"]);
  });
});

describe("secrets", () => {
  const renewed = [
    ms365Entry("ms365_calendar", "Home", { client_secret: `${secret}-old` }),
    ms365Entry("ms365_mail", "Home", {}, { subject_is: `\${OFFER}` }, { modified_at: "2026-06-01T10:00:00.000000+00:00" }),
  ];

  test("go to a file with the newest one, are never printed, and the hub accepts the result", async () => {
    const { out, err, code } = await entries(renewed, lists, ["--out", "casement.yaml"]);
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err).not.toContain("hush");
    expect(err).toContain("client_secret: the entries have different secrets; that of ms365_mail Home");
    expect(await readdir(folder)).toContain("home-client-secret");
    expect((await stat(join(folder, "home-client-secret"))).mode & 0o777).toBe(0o600);
    const file = join(folder, "casement.yaml");
    const { config, problems } = await loadConfig({ file, cwd: folder, env: {}, plugins: pluginSources });
    expect(problems).toEqual([]);
    expect(config?.options.accounts).toMatchObject([{ clientId, clientSecret: secret }]);
    expect(await readFile(file, "utf8")).not.toContain("hush");
  });

  test("are not in --json either", async () => {
    const { out } = await migrate({ ".storage/core.config_entries": entriesFile(renewed) }, [".", "--json"]);
    expect(JSON.parse(out)).toMatchObject({ accounts: ["home"], problems: [] });
    expect(out).not.toContain("hush");
  });
});
