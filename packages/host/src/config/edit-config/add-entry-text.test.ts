import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { expandEnvironment } from "../environment.ts";
import { addEntryText } from "./add-entry-text.ts";

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
    expect(addEntryText(text, "accounts", account)).toMatch(expected);
  });

  it("after other accounts, whose comments are kept", () => {
    const before = `# top\naccounts:\n  # the first\n  - name: work # of the office\n    clientId: 22222222-2222-4222-8222-222222222222\n    accountType: work\n# below\nhttp: {}\n`;
    const after = addEntryText(before, "accounts", account);
    for (const line of before.trimEnd().split("\n")) expect(after).toContain(line);
    expect(after.indexOf("name: work")).toBeLessThan(after.indexOf("name: home"));
  });

  it.each([
    [
      "after a list",
      "http: {port: 9000}\naccounts:\n- {name: work,  plugins: {calendar: {hide: [out]}}}   # of the office\n\n# below\nlog: {level:   info}\n",
    ],
    [
      "after a list at the end without a line break",
      "log: {level: info}\naccounts:\n    - name: work\n      plugins: {calendar: {hide: [out]}}",
    ],
    ["without a list", "log: {level:   info} # of the office\n"],
    ["in place of an empty list", "accounts: []  # none\nlog: {level:   info}\n"],
  ])("%s, and no other space changes", (_, before) => {
    const after = addEntryText(before, "accounts", account);
    const added = after.split("\n").filter((line) => !before.split("\n").includes(line) && !/^accounts:/.test(line));
    expect(added.map((line) => line.trim())).toEqual(
      written
        .trimEnd()
        .split("\n")
        .slice(1)
        .map((line) => line.trim()),
    );
    const { accounts, ...rest } = parse(after);
    expect(accounts.at(-1)).toEqual(account);
    expect(rest).toEqual((({ accounts: _accounts, ...others }) => others)(parse(before)));
  });

  it("without giving `${NAME}` in a value the meaning of an environment variable", () => {
    for (const name of ["${SECRET}", "$${SECRET}", "a ${x} b ${y}", "$${", "${"]) {
      const { accounts } = parse(addEntryText("log: {}\n", "accounts", { ...account, name, plugins: { calendar: { note: [name] } } }));
      const { value, findings } = expandEnvironment(accounts, { SECRET: "hunter2" });
      expect([value, findings]).toEqual([[{ ...account, name, plugins: { calendar: { note: [name] } } }], []]);
    }
  });
});
