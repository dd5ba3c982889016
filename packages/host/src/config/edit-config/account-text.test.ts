import { describe, expect, it } from "vitest";
import { addAccountText } from "./account-text.ts";

const account = { name: "home", clientId: "11111111-1111-4111-8111-111111111111", accountType: "work", plugins: { calendar: {} } };
const written = `accounts:
  - name: home
    clientId: 11111111-1111-4111-8111-111111111111
    accountType: work
    plugins:
      calendar: {}
`;

describe("an account is added to a config file", () => {
  it.each([
    ["that is empty", "", /^# Casement's configuration\..*\n\naccounts:\n {2}- name: home\n/],
    ["that contains only a comment", "# mine\n", new RegExp(`^# mine\n\\s*${written}`)],
    ["without accounts", "# mine\nhttp: { port: 9000 } # moved\n", new RegExp(`^# mine\nhttp: \\{ port: 9000 \\} # moved\n${written}$`)],
    ["with an empty key", "accounts: # to come\nlog: { level: info }\n", /accounts:[\s\S]*- name: home[\s\S]*log: \{ level: info \}/],
    ["with an empty list", "accounts: []\n", new RegExp(`^${written}$`)],
  ])("%s", (_, text, expected) => {
    expect(addAccountText(text, account)).toMatch(expected);
  });

  it("after other accounts, whose comments are kept", () => {
    const before = `# top\naccounts:\n  # the first\n  - name: work # of the office\n    clientId: 22222222-2222-4222-8222-222222222222\n    accountType: work\n# below\nhttp: {}\n`;
    const after = addAccountText(before, account);
    for (const line of before.trimEnd().split("\n")) expect(after).toContain(line);
    expect(after.indexOf("name: work")).toBeLessThan(after.indexOf("name: home"));
  });
});
