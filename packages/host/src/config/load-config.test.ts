import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { definePlugin, type Plugin } from "@casement/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { formatProblem } from "./config-problem.ts";
import { type LoadConfigOptions, loadConfig } from "./load-config.ts";

const mail: Plugin = definePlugin({
  id: "email",
  title: "Mail",
  config: z.object({
    sensors: z
      .array(
        z.object({
          name: z.string(),
          folder: z.string().optional(),
          maxItems: z.int().optional(),
          body: z.enum(["none", "text", "html"]).optional(),
        }),
      )
      .default([]),
    window: z.union([z.string(), z.object({ days: z.number() })]).optional(),
  }),
  scopes: { "Mail.Read": { tier: "read", why: "Read" } },
  feeds: { messages: { scope: "Mail.Read", every: "30s", item: z.object({}), sync: () => ({ put: {}, removed: [], cursor: "" }) } },
  sensors: {
    quota: { title: "Quota", scope: "Mail.Read", every: "5m", value: z.object({ state: z.number() }), read: () => ({ state: 1 }) },
  },
});
const chat: Plugin = definePlugin({ id: "chat", title: "Chat", scopes: { "Chat.Read": { tier: "read", why: "Read" } } });
const groups: Plugin = definePlugin({ id: "group-calendar", title: "Groups", scopes: { "Group.Read.All": { tier: "read", why: "Read" } } });
const contacts: Plugin = definePlugin({ id: "contacts", title: "Contacts", scopes: { "Contacts.Read": { tier: "read", why: "Read" } } });

const plugins: LoadConfigOptions["plugins"] = {
  known: { email: async () => mail, chat: async () => chat, "group-calendar": async () => groups },
  async importPackage(specifier) {
    if (specifier === "casement-plugin-contacts") return [contacts];
    if (specifier === "twin") return [mail];
    throw new Error(`The package ${specifier} is not installed; run: npm install ${specifier}`);
  },
};

const guid = "11111111-1111-4111-8111-111111111111";
const head = `accounts:\n  - name: home\n    clientId: ${guid}\n    accountType: work\n`;
const env = { HOME_SECRET: "s3cret", PORT: "9000", BLANK: "" };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-config-"));
  await writeFile(join(folder, "secret"), "from-a-file\n", { mode: 0o600 });
  await writeFile(join(folder, "token"), "a-token-that-is-long-enough", { mode: 0o600 });
  await writeFile(join(folder, "open"), "seen-by-all", { mode: 0o644 });
  await chmod(join(folder, "open"), 0o644);
  await writeFile(join(folder, "nothing"), "\n", { mode: 0o600 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(text: string) {
  await writeFile(join(folder, "casement.yaml"), text);
  const { config, problems } = await loadConfig({ file: "casement.yaml", cwd: folder, env, plugins });
  return { config, lines: problems.map(formatProblem).map((line) => line.replaceAll(folder, "<folder>")) };
}

describe("a valid config", () => {
  test("returns the host's options with defaults and absolute paths", async () => {
    const { config, lines } = await load(`${head}    clientSecret: \${HOME_SECRET}
    timeZone: Europe/Berlin
    enableUpdate: true
    plugins:
      email: { sensors: [{ name: inbox }], every: { messages: 2m, quota: 15s }, enableUpdate: false }
      contacts:
packages: [casement-plugin-contacts]
http: { port: "\${PORT}", token: { file: token } }
files: { read: [in] }
mqtt: { url: "mqtt://\${HOME_SECRET}@broker", password: { file: secret } }
`);
    expect(lines).toEqual([]);
    expect(config).toMatchObject({
      dataDir: join(folder, ".casement"),
      http: { host: "127.0.0.1", port: 9000, token: "a-token-that-is-long-enough" },
      mqtt: { url: "mqtt://s3cret@broker", password: "from-a-file" },
      packages: ["casement-plugin-contacts"],
      log: { level: "warn" },
      options: { files: { read: [join(folder, "in")], write: [], hosts: [] } },
    });
    expect(config?.options.accounts).toEqual([
      {
        name: "home",
        clientId: guid,
        accountType: "work",
        clientSecret: "s3cret",
        timeZone: "Europe/Berlin",
        enableUpdate: true,
        plugins: [
          { plugin: mail, config: { sensors: [{ name: "inbox" }] }, every: { messages: "2m", quota: "15s" }, enableUpdate: false },
          { plugin: contacts, config: {} },
        ],
      },
    ]);
  });

  test("an account that uses another account's sign-in gets its app registration", async () => {
    const { config, lines } = await load(`${head}  - { name: team, signIn: home, sharedMailbox: team@example.org }\n`);
    expect(lines).toEqual([]);
    expect(config?.options.accounts[1]).toMatchObject({ name: "team", clientId: guid, accountType: "work", signIn: "home" });
  });

  test("anchors and merges are resolved, $${…} is kept, and a readable secret file is only a warning", async () => {
    const { config, lines } = await load(`${head}    plugins: &both { email: { sensors: [{ name: "$\${X}" }] } }
  - { name: b, clientId: ${guid}, accountType: work, clientSecret: { file: open }, plugins: *both }\n`);
    expect(lines).toEqual([
      "casement.yaml:6:105 accounts.1.clientSecret.file: other users of this machine can read the file; run  chmod 600 <folder>/open",
    ]);
    expect(config?.options.accounts[1]).toMatchObject({
      clientSecret: "seen-by-all",
      plugins: [{ config: { sensors: [{ name: `\${X}` }] } }],
    });
  });
});

const account = (rest: string) => `${head}${rest}\n`;
const block = (rest: string) => `${head}    plugins:\n      ${rest}\n`;

const mistakes: readonly (readonly [string, string, readonly string[]])[] = [
  ["an empty file", "", ["1:1 the file is empty; add  accounts:"]],
  ["text instead of keys", "hello", ["1:1 must be a block of keys, not text"]],
  ["a tab", "accounts:\n\t- name: home\n", ["2:1 this line is indented with a tab; YAML allows only spaces"]],
  ["a variable between braces", `http: { token: \${TOKEN} }\n`, [`1:17 inside braces, put quotes around it: "\${TOKEN}"`]],
  ["an alias inside its own anchor", "accounts: &a [*a]\n", ["1:1 the alias *a stands inside its own anchor &a; remove one of the two"]],
  [
    "20,000 nested lists",
    `accounts: ${"[".repeat(20_000)}\n`,
    ["1:111 is nested too deeply; a configuration needs no more than a few levels"],
  ],
  [
    "20,000 nested maps",
    `accounts:\n${"{a: ".repeat(20_000)}\n`,
    ["2:401 is nested too deeply; a configuration needs no more than a few levels"],
  ],
  [
    "20,000 nested items",
    `accounts:\n  ${"- ".repeat(20_000)}x\n`,
    ["2:500 is nested too deeply; a configuration needs no more than a few levels"],
  ],
  ["an unknown anchor", "accounts: *none\n", ["1:1 Unresolved alias (the anchor must be set before the alias): none (YAML)"]],
  ["a duplicate key", account("    accountType: personal"), ["5:5 accounts.0.accountType: appears twice; remove one of the two"]],
  ["missing accounts", "http: {}\n", ["1:1 accounts: is missing"]],
  ["accounts as a mapping", "accounts:\n  home: {}\n", ['2:3 accounts: must be a list, not a block of keys; start each entry with "- "']],
  ["an empty list of accounts", "accounts: []\n", ["1:11 accounts: needs at least one account"]],
  [
    "missing required keys",
    "accounts:\n  - name: home\n",
    ["2:5 accounts.0.clientId: is missing", "2:5 accounts.0.accountType: is missing"],
  ],
  ["an unknown key at the top", `${head}acounts: 1\n`, ['5:1 acounts: is not a known key; did you mean "accounts"?']],
  ["an unknown key of an account", account("    client-id: x"), ['5:5 accounts.0.client-id: is not a known key; did you mean "clientId"?']],
  ["an unknown key of http", `${head}http: { prot: 1 }\n`, ['5:9 http.prot: is not a known key; did you mean "port"?']],
  ["an unknown key without a similar one", `${head}log: { colour: 1 }\n`, ["5:8 log.colour: is not a known key; known keys: level"]],
  ["a wrong type", account("    enableUpdate: 1"), ["5:19 accounts.0.enableUpdate: must be true or false, not a number"]],
  [
    "yes for true",
    account("    enableUpdate: yes"),
    ['5:19 accounts.0.enableUpdate: must be true or false, not text; did you mean "true"?'],
  ],
  ["a key without a value", account("    timeZone:"), ["5:5 accounts.0.timeZone: has no value; it must be text"]],
  [
    "a bad name",
    `accounts:\n  - { name: My Home, clientId: ${guid}, accountType: work }\n`,
    ["2:13 accounts.0.name: must be at most 32 lowercase letters, digits and hyphens, starting with a letter"],
  ],
  [
    "a duplicate name",
    `${head}  - { name: home, clientId: ${guid}, accountType: work }\n`,
    ["5:13 accounts.1.name: is already the name of another account"],
  ],
  [
    "a bad client id",
    "accounts:\n  - { name: a, clientId: abc, accountType: work }\n",
    ["2:26 accounts.0.clientId: must be the application (client) ID, like 11111111-1111-4111-8111-111111111111"],
  ],
  [
    "a secret's id",
    account(`    clientSecret: ${guid}`),
    [
      "5:19 accounts.0.clientSecret: looks like the secret's ID; it must be the secret's value, which the portal shows only when you create the secret. Create a new secret and copy the column Value",
    ],
  ],
  [
    "a bad account type",
    `accounts:\n  - { name: a, clientId: ${guid}, accountType: office }\n`,
    ["2:77 accounts.0.accountType: must be work, personal, or the ID or domain of a tenant"],
  ],
  ["a bad date", account("    clientSecretExpires: 30.6.2027"), ["5:26 accounts.0.clientSecretExpires: must be a date, like 2027-06-30"]],
  ["a bad cloud", account("    cloud: usgv"), ['5:12 accounts.0.cloud: must be global, usgov, usgov-dod or china; did you mean "usgov"?']],
  [
    "a Windows time zone",
    account("    timeZone: W. Europe Standard Time"),
    ["5:15 accounts.0.timeZone: is not an IANA time zone; use a name like Europe/Berlin"],
  ],
  [
    "a time zone that Outlook does not have",
    account("    timeZone: Antarctica/Troll"),
    [
      "5:15 accounts.0.timeZone: is a time zone that Outlook does not have; use a near one: Europe/London, which is one hour behind it in summer",
    ],
  ],
  [
    "a bad shared mailbox",
    account("    sharedMailbox: team"),
    ["5:20 accounts.0.sharedMailbox: must be the mailbox's email address or object ID"],
  ],
  ["an unknown account in signIn", account("    signIn: hom"), ["5:13 accounts.0.signIn: no account is named hom"]],
  [
    "a misspelled account in signIn",
    `${head}  - { name: team, signIn: hone }\n`,
    [
      "5:5 accounts.1.clientId: is missing",
      "5:5 accounts.1.accountType: is missing",
      '5:27 accounts.1.signIn: no account is named hone; did you mean "home"?',
    ],
  ],
  ["the account itself in signIn", account("    signIn: home"), ["5:13 accounts.0.signIn: is the account itself; remove it"]],
  [
    "signIn with another app registration",
    `${head}  - { name: team, signIn: home, accountType: personal }\n`,
    ["5:46 accounts.1.accountType: differs from the account home, whose sign-in this account uses; remove it"],
  ],
  [
    "an unset variable",
    account(`    clientSecret: a\${HOME_SECRT}b`),
    ['5:19 accounts.0.clientSecret: the environment variable HOME_SECRT is not set; did you mean "HOME_SECRET"?'],
  ],
  ["an empty variable", account(`    clientSecret: \${BLANK}`), ["5:19 accounts.0.clientSecret: the environment variable BLANK is empty"]],
  [
    "a missing secret file",
    account("    clientSecret: { file: gone }"),
    ["5:27 accounts.0.clientSecret.file: the file <folder>/gone does not exist"],
  ],
  [
    "an empty secret file",
    account("    clientSecret: { file: nothing }"),
    ["5:27 accounts.0.clientSecret.file: the file <folder>/nothing is empty"],
  ],
  [
    "a file where it is not allowed",
    account("    timeZone: { file: secret }"),
    ["5:15 accounts.0.timeZone: must be text, not a block of keys"],
  ],
  ["a bad port", `${head}http: { port: 99999 }\n`, ["5:15 http.port: Too big: expected number to be <=65535"]],
  [
    "an open address without publicUrl",
    `${head}http: { host: 0.0.0.0 }\n`,
    ["5:15 http.host: 0.0.0.0 is reachable from other machines, so http.publicUrl must be set to the address that they use"],
  ],
  [
    "a short token",
    `${head}http: { token: abc }\n`,
    ["5:16 http.token: is too short to be secure; use at least 16 characters, for example from  openssl rand -hex 24"],
  ],
  [
    "a token that no program can send",
    `${head}http: { token: "a token with spaces" }\n`,
    ["5:16 http.token: may have only visible ASCII characters, without spaces"],
  ],
  [
    "a publicUrl with a query",
    `${head}http: { publicUrl: "https://hub.example/casement?x=1" }\n`,
    ["5:20 http.publicUrl: may have only scheme, host, port and a path of letters, digits, hyphens and dots"],
  ],
  [
    "a trusted proxy that is a name",
    `${head}http: { trustedProxies: [10.0.0.0/8, proxy.lan] }\n`,
    ["5:38 http.trustedProxies.1: must be an IP address or a network, such as 10.0.0.2 or 10.0.0.0/8"],
  ],
  ["a bad emulator address", `${head}emulator: localhost\n`, ["5:11 emulator: must be an address that starts with http:// or https://"]],
  ["a bad log level", `${head}log: { level: warning }\n`, ['5:15 log.level: must be debug, info, warn or error; did you mean "warn"?']],
  [
    "an unknown plugin",
    block("emial: {}"),
    [
      '6:7 accounts.0.plugins.emial: is not a known plugin; to use a third-party plugin, list its package under  packages:; did you mean "email"?',
    ],
  ],
  ["plugins as a list", account("    plugins: [email]"), ["5:14 accounts.0.plugins: must be a block of keys, not a list"]],
  [
    "text instead of a plugin's block",
    block("email: yes"),
    ["6:14 accounts.0.plugins.email: must be a block of keys; for a plugin without settings, use {}"],
  ],
  [
    "an unknown key of a plugin",
    block("email: { sensor: [] }"),
    ['6:16 accounts.0.plugins.email.sensor: is not a known key; did you mean "sensors"?'],
  ],
  [
    "a misspelled host key in a plugin",
    block("email: { enableUpdates: true }"),
    ['6:16 accounts.0.plugins.email.enableUpdates: is not a known key; did you mean "enableUpdate"?'],
  ],
  [
    "an unknown key deep in a plugin",
    block("email: { sensors: [{ name: a, max_items: 3 }] }"),
    ['6:37 accounts.0.plugins.email.sensors.0.max_items: is not a known key; did you mean "maxItems"?'],
  ],
  [
    "issues from the plugin's schema",
    block("email: { sensors: [{ name: 3, body: txt }] }"),
    [
      "6:34 accounts.0.plugins.email.sensors.0.name: must be text, not a number",
      '6:43 accounts.0.plugins.email.sensors.0.body: must be none, text or html; did you mean "text"?',
    ],
  ],
  ["a union of types", block("email: { window: 3 }"), ["6:24 accounts.0.plugins.email.window: must be text or a block of keys"]],
  [
    "an issue inside a union",
    block("email: { window: { days: x } }"),
    ["6:32 accounts.0.plugins.email.window.days: must be a number, not text"],
  ],
  [
    "a setting for a plugin without settings",
    block("chat: { poll: 1m }"),
    ["6:15 accounts.0.plugins.chat.poll: is not a known key; known keys: enableUpdate, enabled, every"],
  ],
  [
    "an unknown kind in every",
    block("email: { every: { message: 2m } }"),
    ['6:25 accounts.0.plugins.email.every.message: is not a feed or sensor kind with an interval; did you mean "messages"?'],
  ],
  [
    "an interval that is too short",
    block("email: { every: { messages: 10s } }"),
    ["6:35 accounts.0.plugins.email.every.messages: must be at least 15s"],
  ],
  [
    "an interval without a unit",
    block("email: { every: { messages: 30 } }"),
    ["6:35 accounts.0.plugins.email.every.messages: must be text, not a number"],
  ],
  ["a missing package", `${head}packages: [gone]\n`, ["5:12 packages.0: The package gone is not installed; run: npm install gone"]],
  [
    "a package with an id that is taken",
    `${head}packages: [twin]\n`,
    [
      '5:12 packages.0: contains a plugin with the ID "email", which the hub itself already provides. Remove one of the two, or rename yours',
    ],
  ],
  [
    "several mistakes at once",
    "accounts:\n  - name: Home\n    clientID: 1\nhttps: {}\n",
    [
      "2:5 accounts.0.clientId: is missing",
      "2:5 accounts.0.accountType: is missing",
      "2:11 accounts.0.name: must be at most 32 lowercase letters, digits and hyphens, starting with a letter",
      '3:5 accounts.0.clientID: is not a known key; did you mean "clientId"?',
      '4:1 https: is not a known key; did you mean "http"?',
    ],
  ],
];

test.each(mistakes)("%s is reported with its position", async (_, text, expected) => {
  const { config, lines } = await load(text);
  expect(lines).toEqual(expected.map((line) => `casement.yaml:${line}`));
  expect(config).toBeUndefined();
});

const personal = `accounts:\n  - name: me\n    clientId: ${guid}\n    accountType: personal\n    plugins: { chat: {} }\n`;
const shared = account("    sharedMailbox: team@example.org\n    plugins: { group-calendar: {} }");
test.each([
  [
    "a work-only plugin with a personal account",
    personal,
    /^casement\.yaml:5:16 accounts\.0\.plugins\.chat: .*needs a work or school account/,
  ],
  [
    "a shared mailbox with a plugin that does not support it",
    shared,
    /^casement\.yaml:6:16 accounts\.0\.plugins\.group-calendar: .*shared mailbox/,
  ],
])("%s is an error with its position", async (_, text, expected) => {
  const { config, lines } = await load(text);
  expect(lines).toEqual([expect.stringMatching(expected)]);
  expect(config).toBeUndefined();
});

test("a missing file is named, with the cure", async () => {
  await expect(loadConfig({ file: "gone.yaml", cwd: folder, plugins })).rejects.toMatchObject({
    code: "config-missing",
    message: "The config file gone.yaml does not exist. Create it, or specify another file with --config.",
  });
});
