import { describe, expect, it } from "vitest";
import { formatAddress, readAddresses } from "./read-addresses.ts";

const textsOf = (given: string | readonly string[]): string[] | string => {
  const read = readAddresses(given);
  return "people" in read
    ? read.people.map(({ name, address }) => (name === undefined ? address : `${name}|${address}`))
    : read.mistake.message;
};

describe("readAddresses", () => {
  it.each<[string, string[]]>([
    ["Ada Reed <ada@x.example>, Ben Ito <ben@y.example>", ["Ada Reed|ada@x.example", "Ben Ito|ben@y.example"]],
    ['"Reed, Ada" <ada@x.example>, "Ito, Ben" <ben@y.example>', ["Reed, Ada|ada@x.example", "Ito, Ben|ben@y.example"]],
    ['"Reed, Ada" <ada@x.example>; Ben <b@x.example>, c@x.example;', ["Reed, Ada|ada@x.example", "Ben|b@x.example", "c@x.example"]],
    ["ada@x.example, Ben <ben@y.example>", ["ada@x.example", "Ben|ben@y.example"]],
    ["<a@x.example>,<b@x.example>", ["a@x.example", "b@x.example"]],
    ['"Reed; Ada (Sales)" <a@x.example>', ["Reed; Ada (Sales)|a@x.example"]],
    ['"a, b"@x.example', ['"a, b"@x.example']],
    ['"Ada \\"A, B\\" Reed" <a@x.example>', ['Ada "A, B" Reed|a@x.example']],
    ['"a@x.example" <b@y.example>', ["a@x.example|b@y.example"]],
    ["Ada@X.example <ada@x.example>", ["ada@x.example"]],
    ["A. B. Reed (x, (y; z)) <a@x.example>", ["A. B. Reed|a@x.example"]],
    ["Team: a@x.example, Ben <b@x.example>;, c@x.example", ["a@x.example", "Ben|b@x.example", "c@x.example"]],
    ["A: a@x.example; B: b@x.example;", ["a@x.example", "b@x.example"]],
    ["  a@x.example ; , b@x.example ,; ", ["a@x.example", "b@x.example"]],
    ["Jörg 🚀 <jörg@müller.example>", ["Jörg 🚀|jörg@müller.example"]],
    ["山田 <山田@例え.テスト>", ["山田|山田@例え.テスト"]],
    ["a@[192.0.2.1]", ["a@[192.0.2.1]"]],
    ["O'Hara <o'hara+x=y@x.example>", ["O'Hara|o'hara+x=y@x.example"]],
    ["Ada\r\n Reed\r\n <a@x.example>", ["Ada Reed|a@x.example"]],
    ["", []],
    ["  ", []],
  ])("reads %j", (text, people) => {
    expect(textsOf(text)).toEqual(people);
  });

  it("reads several people in each text of a list", () => {
    expect(textsOf(["Ada <a@x.example>, b@x.example", "", '"C, D" <c@x.example>'])).toEqual([
      "Ada|a@x.example",
      "b@x.example",
      "C, D|c@x.example",
    ]);
  });

  it.each([
    "Müller, Jörg <j@x.example>",
    "Ada <a@x.example> junk",
    "a@x.example b@x.example",
    "a@x.example\nb@x.example",
    "ok@x.example, Ada Reed a@x.example",
    "Ada <a@x.example, b@x.example",
    '"Ada <a@x.example>, b@x.example',
    "<a@x.example, b@x.example>",
    "a..b@x.example",
    ".a@x.example",
    "a@x..example",
    "a@-",
    "a@x-.example",
    "mailto:a@x.example",
    "Team: a@x.example, b@x.example",
    "Undisclosed recipients:;",
    "a@x.example: b@x.example;",
    ",",
    "a@x.example，b@x.example",
    "a@x.example、",
    "a@x\u202eelpmaxe",
    "a\u200b@x.example",
    "a\u0000@x.example",
    "a@x.example?subject=hi",
    "@x.example",
    "Ada",
    "a@b@c.example",
    "b@y.example <a@x.example>",
    "a@x.example\r\nBcc: b@x.example",
    "\ud83d@x.example",
  ])("refuses %j as a whole", (text) => {
    expect(textsOf(text)).toContain("is not an email address. Write ada@example.com");
  });

  it("names the part of a text, and the entry of a list", () => {
    expect(textsOf("ada@x.example, Reed, Ben <ben@x.example>")).toMatch(/^part 2 of 3 is not an email address/);
    expect(readAddresses(["a@x.example", "Ben"])).toMatchObject({ mistake: { index: 1, message: expect.stringMatching(/^is not/) } });
    expect(readAddresses("Ben")).not.toHaveProperty("mistake.index");
  });

  it.each<[string, string]>([
    ["30,000 quoted words", '"a" '.repeat(15_000)],
    ["nested comments", `${"(".repeat(30_000)}a@x.example`],
    ["comments in comments that end", `${"(".repeat(10)}${")".repeat(10)} a@x.example`],
    ["a name of 500 characters", `${'"a" '.repeat(125)}<a@x.example>`],
    ["a group of thousands", `Team: ${"a@x.example, ".repeat(4000)};`],
    ["501 people", "a@x.example,".repeat(501)],
    ["a megabyte", `${"a".repeat(1_000_000)}@x.example`],
  ])("refuses %s", (_, text) => expect(readAddresses(text)).toHaveProperty("mistake"));

  it("reads 500 people", () => {
    expect(textsOf("Ada Reed <ada.reed@x.example>; ".repeat(500))).toHaveLength(500);
  });
});

it.each([
  { name: "Reed, Ada", address: "a@x.example" },
  { name: 'Ada "A" \\ Reed', address: "a@x.example" },
  { name: "a@x.example", address: "b@x.example" },
  { name: "Ada Reed", address: '"a b"@x.example' },
  { address: "a@x.example" },
])("formats $name <$address> so that it is read again", (person) => {
  expect(readAddresses(formatAddress(person))).toEqual({ people: [person] });
});
