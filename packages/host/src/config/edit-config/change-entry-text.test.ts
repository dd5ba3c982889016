import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { expandEnvironment } from "../environment.ts";
import { changeEntryText, removeEntryText } from "./change-entry-text.ts";

const house = `# The family's hub
http: {port: 9000}   # moved
accounts:
  # whose mail this is
  - name: home # of Lena
    clientId: 11111111-1111-4111-8111-111111111111
    clientSecret: \${HOME_SECRET} # in the unit file
    accountType: work

    plugins:
      calendar: # the big one
        every: { events: 2m }
        # never show these
        exclude: ["a", "b"] # both
      todo: {}
      # chat: {}
  # of the office
  - name: office
    clientId: 22222222-2222-4222-8222-222222222222
    accountType: work
    plugins: {email: {sensors: [{name:   Inbox}]}}
# below
log: {level:   info}
`;

const comments = (text: string): string[] => text.match(/#.*/g) ?? [];

describe("changing an account in the text of a config file", () => {
  it.each<[what: string, keys: object, came: string]>([
    ["a value", { clientId: "x" }, "    clientId: x\n"],
    ["a new key", { enableUpdate: true }, "    enableUpdate: true\n"],
    ["a key that goes", { accountType: undefined }, "in the unit file\n\n    plugins:"],
    [
      "a plugin that is switched off",
      { plugins: { calendar: { every: { events: "2m" }, exclude: ["a", "b"] }, todo: { enabled: false } } },
      "      todo: { enabled: false }\n",
    ],
    [
      "an entry of a list",
      { plugins: { calendar: { every: { events: "2m" }, exclude: ["b"] }, todo: {} } },
      '        exclude: [ "b" ] # both\n',
    ],
    ["nothing", { accountType: "work", plugins: parse(house).accounts[0].plugins }, "      todo: {}\n"],
  ])("keeps every comment, and every space outside the account: %s", (_, keys, came) => {
    const after = changeEntryText(house, "accounts", "home", { ...keys });
    expect(after).toContain(came);
    expect(comments(after)).toEqual(comments(house));
    const [start, end] = [house.indexOf("  - name: home"), house.indexOf("  # of the office")];
    expect([after.slice(0, start), after.slice(after.indexOf("  # of the office"))]).toEqual([house.slice(0, start), house.slice(end)]);
  });

  it("removes a plugin with its comments, and adds another", () => {
    const after = changeEntryText(house, "accounts", "home", { plugins: { todo: {}, email: { sensors: [{ name: "Inbox" }] } } });
    expect(after).not.toContain("never show these");
    expect(after).toContain("# chat: {}");
    expect(parse(after).accounts[0].plugins).toEqual({ todo: {}, email: { sensors: [{ name: "Inbox" }] } });
  });

  it("leaves environment variables as they are, and makes none of a text that somebody entered", () => {
    const after = changeEntryText(house, "accounts", "home", { timeZone: "${TZ}", plugins: { calendar: { exclude: ["${A}", "b"] } } });
    const { value } = expandEnvironment(parse(after), { HOME_SECRET: "s", A: "wrong", TZ: "wrong" });
    expect((value as typeof after & { accounts: object[] }).accounts[0]).toMatchObject({
      clientSecret: "s",
      timeZone: "${TZ}",
      plugins: { calendar: { exclude: ["${A}", "b"] } },
    });
  });

  it.each([
    ["in braces", "accounts: [{ name: home, accountType: work }] # one\nlog: {}\n"],
    ["with another indentation", "accounts:\n- name: home\n  accountType: work\nlog: {}\n"],
    ["with its hyphen on a line of its own", "accounts:\n  -\n    name: home\n    accountType: work\nlog: {}\n"],
    ["with lines of Windows", "accounts:\r\n  - name: home\r\n    accountType: work\r\nlog: {}\r\n"],
    ["with a value in quotes", 'accounts:\n  - "name": "home"\n    accountType: "work"\nlog: {}\n'],
    ["at the end of the file", "log: {}\naccounts:\n  - name: home\n    accountType: work"],
    ["with an anchor for itself", "accounts:\n  - &home\n    name: home\n    accountType: work\nlog: {}\n"],
    ["with a key that is merged into it", "x: &base { accountType: work }\naccounts:\n  - name: home\n    <<: *base\nlog: {}\n"],
  ])("also of an account %s", (_, text) => {
    const { x, ...before } = parse(text, { merge: true });
    const { x: __, ...after } = parse(changeEntryText(text, "accounts", "home", { enableUpdate: true, plugins: { todo: {} } }), {
      merge: true,
    });
    expect(after).toEqual({ ...before, accounts: [{ name: "home", accountType: "work", enableUpdate: true, plugins: { todo: {} } }] });
  });

  it("is refused where other accounts would change too", () => {
    const text = "accounts:\n  - name: home\n    plugins: &all { calendar: {} }\n  - name: office\n    plugins: *all\n";
    expect(() => changeEntryText(text, "accounts", "home", { plugins: { todo: {} } })).toThrow(/cannot be changed automatically/);
    expect(() => removeEntryText(text, "accounts", "home")).toThrow(/cannot be changed automatically/);
    expect(() => changeEntryText(text, "accounts", "nobody", {})).toThrow(/has no account "nobody"/);
  });
});

describe("removing an account from the text of a config file", () => {
  it("takes its comments along, and leaves everything else as it is", () => {
    expect(removeEntryText(house, "accounts", "office")).toBe(house.replace(/ {2}# of the office[\s\S]*Inbox\}\]\}\}\n/, ""));
    expect(removeEntryText(house, "accounts", "home")).toBe(house.replace(/ {2}- name: home[\s\S]*# chat: \{\}\n/, ""));
  });

  it("of all accounts leaves a file to which one can be added again", () => {
    const empty = removeEntryText(removeEntryText(house, "accounts", "home"), "accounts", "office");
    expect(parse(empty)).toEqual({ http: { port: 9000 }, accounts: null, log: { level: "info" } });
    for (const comment of ["# The family's hub", "# moved", "# whose mail this is", "# below"]) expect(empty).toContain(comment);
  });
});
