import { expect, test } from "vitest";
import { parseCsv } from "./parse-csv.ts";
import { readPeople } from "./read-people.ts";

const template = "clientId: 11111111-1111-4111-8111-111111111111\naccountType: work\nenableUpdate: true\nplugins: { calendar: {} }\n";

test("a table is read as spreadsheets write it", () => {
  expect(parseCsv('\uFEFFname;timeZone\r\nada;"Europe/Berlin"\r\n\r\n"say ""hi"";";two\nlines')).toEqual([
    { line: 1, cells: ["name", "timeZone"] },
    { line: 2, cells: ["ada", "Europe/Berlin"] },
    { line: 4, cells: ['say "hi";', "two"] },
    { line: 5, cells: ["lines"] },
  ]);
  expect(parseCsv('a,b\n"1\n2",3\nx,y').map(({ line }) => line)).toEqual([1, 2, 4]);
  expect(() => parseCsv('a\n"b')).toThrow("Line 2 has a quotation mark without a second one.");
});

test("each row becomes an account with what the template says", () => {
  const people = readPeople("name,timeZone,enableUpdate\nada,Europe/Berlin,\nbob,,FALSE\n", template);
  expect(people.map(({ line }) => line)).toEqual([2, 3]);
  expect(people.map(({ block }) => block)).toEqual([
    expect.objectContaining({ name: "ada", timeZone: "Europe/Berlin", enableUpdate: true, plugins: { calendar: {} } }),
    expect.not.objectContaining({ timeZone: expect.anything() }),
  ]);
  expect(people[1]?.block).toMatchObject({ name: "bob", enableUpdate: false });
});

test.each([
  ["name\n", template, /^The table has no accounts\./],
  ["user\nada\n", template, /^The table has no column name\./],
  ["name,timezone\nada,UTC\n", template, "The column timezone is not known. Did you mean timeZone?"],
  ["name,name\nada,bob\n", template, "The table has two columns name."],
  ["name,plugins\nada,x\n", template, /everything else belongs in the template/],
  ["name\nada\nada\n", template, "Line 3: line 2 has the name ada, too."],
  ["name,timeZone\n,UTC\n", template, "Line 2 has no name."],
  ["name\nada,UTC\n", template, "Line 2 has more cells than the first line."],
  ["name,enableUpdate\nada,yes\n", template, "Line 2: enableUpdate must be true or false."],
  ["name\nada\n", `name: ada\n${template}`, /^The template must have no name/],
  ["name\nada\n", "- a\n", /^The template must be one account/],
  ["name\nada\n", "a: [\n", /^The template is not valid YAML/],
])("%j with %j is refused", (table, text, message) => {
  expect(() => readPeople(table, text)).toThrow(message);
});
