import { expect, test } from "vitest";
import { parse } from "yaml";
import { checkLegacyKeys } from "./check-legacy-keys.ts";
import { legacyAccountKeys } from "./legacy-account-keys.ts";

const old = `
o365:
  accounts:
    - account_name: My Home
      client_id: abc
      email_sensor:
        - { name: in, max_items: 3, is_unread: true, show_body: false }
`;

test("every key of the O365 integration is explained, and its replacement is not reported as missing", () => {
  const { value, findings, replaced } = checkLegacyKeys(parse(old));
  expect(value).toEqual({});
  expect(replaced).toContainEqual(["accounts"]);
  expect(findings.map(({ path }) => path.join("."))).toEqual([
    "o365",
    "o365.accounts.0.account_name",
    "o365.accounts.0.client_id",
    "o365.accounts.0.email_sensor",
  ]);
});

test.each([
  ["account_name", "My Home", "name: my-home"],
  ["client_id", "abc", "clientId: abc"],
  ["client_secret", "hush", `clientSecret: "\${CASEMENT_SECRET}"`],
  ["enable_update", true, "enableUpdate: true"],
  ["shared_mailbox", "user:42", 'sharedMailbox: "42"'],
  ["alt_auth_method", true, "casement login <account> --callback"],
  ["alt_auth_method", false, "casement login <account> --paste"],
  ["alt_auth_flow", true, "casement login <account> --paste"],
  ["alt_auth_flow", false, "casement login <account> --callback"],
  ["enable_calendar", true, "plugins: { calendar: {} }"],
  ["enable_calendar", false, "do not list  calendar  under  plugins"],
  ["basic_calendar", true, "plugins: { calendar: { basic: true } }"],
  ["groups", true, "plugins: { group-calendar: { calendars: [ { group: <id or mail>, name: Team } ] } }"],
  [
    "email_sensor",
    [{ name: "in", max_items: 3, is_unread: true, html_body: true }],
    "plugins: { email: { sensors: [ { attachments: true, name: in, maxItems: 3, unread: true, body: html } ] } }",
  ],
  [
    "query_sensors",
    [{ name: "q", show_body: false, has_attachment: true }],
    "plugins: { email: { sensors: [ { attachments: true, name: q, hasAttachments: true, body: none } ] } }",
  ],
  ["status_sensors", [{ name: "me", enable_update: true }], "plugins: { status: { enableUpdate: true } }"],
  ["chat_sensors", [{ name: "c" }], "plugins: { chat: {} }"],
  ["todo_sensors", { enabled: true, enable_update: true }, "plugins: { todo: { enableUpdate: true } }"],
  ["todo_sensors", { enabled: false }, "do not list  todo  under  plugins"],
  ["auto_reply_sensors", [{ name: "a" }], "plugins: { autoreply: {} }"],
] as const)("%s: %j is reported with its replacement %s", (key, value, expected) => {
  for (const config of [{ accounts: [{ [key]: value }] }, { [key]: value }]) {
    const { findings } = checkLegacyKeys(config);
    expect(findings).toHaveLength(1);
    expect(findings[0]!.message).toContain(expected);
    expect(findings[0]!.path.at(-1)).toBe(key);
  }
});

test("a secret is never repeated in a message", () => {
  expect(legacyAccountKeys.client_secret!("hush").message).not.toContain("hush");
});
