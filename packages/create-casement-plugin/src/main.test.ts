import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "./main.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "create-casement-plugin-"));
});
afterAll(() => rm(cwd, { recursive: true }));

async function create(args: readonly string[], replies?: Record<string, string>) {
  const printed: string[] = [];
  const ask = replies && (async (question: string) => replies[question] ?? "");
  const code = await main(args, { cwd, print: (text) => printed.push(text), ask });
  return { code, output: printed.join("\n") };
}
const written = ["src/plugin.ts", "src/plugin.test.ts", "src/emulated.ts", "README.md", "package.json", "AGENTS.md", "LICENSE"];
const file = (path: string) => readFile(join(cwd, path), "utf8");

it("writes a few files, with the user's names in all of them", async () => {
  const flags = ["--id", "notes", "--scope", "Notes.Read", "--sensor", "pages", "--service", "search-pages", "--author", "Ada Byron"];
  const { code, output } = await create(["casement-plugin-notes", ...flags]);
  expect(code).toBe(0);
  expect(output).toContain("reads /me/onenote/pages with Notes.Read: sensor notes/pages\n  searches it: service notes/search-pages");
  expect((await readdir(join(cwd, "casement-plugin-notes"), { recursive: true })).sort()).toEqual([
    ".github",
    ".github/workflows",
    ".github/workflows/test.yml",
    ".gitignore",
    "AGENTS.md",
    "LICENSE",
    "README.md",
    "package.json",
    "src",
    "src/emulated.ts",
    "src/plugin.test.ts",
    "src/plugin.ts",
    "tsconfig.build.json",
    "tsconfig.json",
  ]);
  const manifest = JSON.parse(await file("casement-plugin-notes/package.json"));
  expect(manifest).toMatchObject({ name: "casement-plugin-notes", peerDependencies: { "@casement/core": expect.stringMatching(/^\^\d/) } });
  expect(JSON.stringify(manifest)).not.toMatch(/workspace:|catalog:|VERSION|"private"/);
  const plugin = await file("casement-plugin-notes/src/plugin.ts");
  for (const own of ["export const notesPlugin", 'id: "notes"', '"Notes.Read": { tier: "read"', '"/me/onenote/pages"', '"search-pages": {'])
    expect(plugin).toContain(own);
  for (const path of written)
    expect(await file(`casement-plugin-notes/${path}`)).not.toMatch(
      /my-things|myThings|My things|thing-list|find-things|add-thing|change-thing|remove-thing|Contacts\.Read|the Casement authors|#only|#end/,
    );
});

it("adds a service that makes changes, with the least permission of tier update and a test", async () => {
  const flags = ["--path", "/me/contacts", "--update-scope", "contacts.readwrite", "--service", "add-person", "--yes"];
  const { output } = await create(["people-book", ...flags]);
  expect(output).toContain(
    "adds to it with Contacts.ReadWrite, which only an administrator can approve where Microsoft manages consent: service people-book/add-person",
  );
  expect(output).toContain("work, school, and personal accounts");
  const plugin = await file("people-book/src/plugin.ts");
  expect(plugin).toContain('"Contacts.ReadWrite": { tier: "update", why: "Add to people book" }');
  expect(plugin).toMatch(/"add-person": \{\s+title: "Add person",\s+scope: "Contacts.ReadWrite"/);
  expect(plugin).toContain('graph.send<{ id: string }>("POST", "/me/contacts"');
  expect(plugin).not.toMatch(/find-|effect: "read"/);
  const test = await file("people-book/src/plugin.test.ts");
  expect(test).toMatch(/adds one, and the sensor shows it immediately[\s\S]*works with a personal account/);
  expect(test).not.toMatch(/finds by|admin: true/);
  const readme = await file("people-book/README.md");
  expect(readme).toContain(
    "| `Contacts.ReadWrite` | update: only with `enableUpdate` | always | where Microsoft manages consent | Add to people book |",
  );
  expect(readme).toMatch(/## Services\n\n### `add-person`: Add person/);
  expect(readme).not.toContain("find-");
});

it("checks the types of tests and of the emulated Graph, and builds without them", async () => {
  await create(["typed", "--path", "/me/contacts", "--yes"]);
  const { scripts } = JSON.parse(await file("typed/package.json"));
  expect(scripts).toMatchObject({ check: "tsc --noEmit", build: "tsc -p tsconfig.build.json" });
  expect(JSON.parse(await file("typed/tsconfig.json"))).toMatchObject({ include: ["src"] });
  expect(JSON.parse(await file("typed/tsconfig.json"))).not.toHaveProperty("exclude");
  expect(JSON.parse(await file("typed/tsconfig.build.json"))).toMatchObject({
    extends: "./tsconfig.json",
    exclude: ["src/**/*.test.ts", "src/emulated.ts"],
  });
  expect(await file("typed/.github/workflows/test.yml")).toContain("npm run check");
});

it("adds a service that changes an item at its own address", async () => {
  const flags = ["--path", "/me/planner/tasks", "--service-path", "PATCH:/planner/tasks/{id}", "--service", "rename-task", "--yes"];
  const { code, output } = await create(["planner", ...flags]);
  expect({ code, output }).toMatchObject({
    code: 0,
    output: expect.stringMatching(
      /changes an item of it with Tasks.ReadWrite, .* where Microsoft manages consent: service planner\/rename-task/,
    ),
  });
  const plugin = await file("planner/src/plugin.ts");
  expect(plugin).toContain('"Tasks.ReadWrite": { tier: "update", why: "Change planner" }');
  expect(plugin).toMatch(/"rename-task": \{\s+title: "Rename task",\s+scope: "Tasks.ReadWrite"/);
  expect(plugin).toContain(`graph.send("PATCH", \`/planner/tasks/\${encodeURIComponent(input.id)}\``);
  expect(await file("planner/src/emulated.ts")).toContain('{ itemPath: "/planner/tasks/{id}" }');
  expect(await file("planner/src/plugin.test.ts")).toMatch(/changes one, and the sensor shows it/);
  expect(await file("planner/README.md")).toMatch(/## Services\n\n### `rename-task`: Rename task/);
  for (const path of written)
    expect(await file(`planner/${path}`)).not.toMatch(/add-thing|find-things|change-thing|remove-thing|my-things|Contacts/);
});

it("adds a service that removes an item", async () => {
  const flags = ["--path", "/me/contacts", "--update-scope", "Contacts.ReadWrite", "--service-path", "delete:/me/contacts/{id}", "--yes"];
  const { output } = await create(["forget", ...flags]);
  expect(output).toContain(
    "removes an item of it with Contacts.ReadWrite, which only an administrator can approve where Microsoft manages consent: service forget/remove-from-forget",
  );
  const plugin = await file("forget/src/plugin.ts");
  expect(plugin).toContain(`graph.send("DELETE", \`/me/contacts/\${encodeURIComponent(input.id)}\`)`);
  expect(plugin).toContain('effect: "remove"');
  expect(await file("forget/src/emulated.ts")).not.toContain("itemPath");
  expect(await file("forget/src/plugin.test.ts")).toMatch(/removes one, and the sensor shows it/);
});

it("omits the service on request, and personal accounts where Graph does not support them", async () => {
  const { output } = await create(["chats", "--path", "/me/chats", "--service", "none", "--yes"]);
  expect(output).toMatch(/reads \/me\/chats with Chat\.ReadBasic: sensor chats\/chats\n {2}works with work and school accounts\n/);
  const all = await Promise.all(["src/plugin.ts", "src/plugin.test.ts", "README.md"].map((path) => file(`chats/${path}`)));
  expect(all.join("\n")).not.toMatch(/services|## Services|personal|effect|ReadWrite/);
  expect(all[2]).toContain("For work and school accounts.");
});

it("says whether an administrator must approve", async () => {
  const { output } = await create(["boss", "--path", "/me/manager", "--service", "none", "--yes"]);
  expect(output).toContain("User.Read.All, which only an administrator can approve");
  expect(await file("boss/README.md")).toContain("| `User.Read.All` | read | always | yes | Show boss |");
  expect(await file("boss/src/plugin.test.ts")).toContain("admin: true");
});

it("asks for missing options, and derives a value from the name if the reply is empty", async () => {
  const { code } = await create([], { "Name of the package": "casement-plugin-people", "Permission for reading": "People.Read" });
  expect(code).toBe(0);
  expect(await file("casement-plugin-people/src/plugin.ts")).toContain('"/me/people"');
  expect(await file("casement-plugin-people/README.md")).toContain("### `find-people`: Find people");
});

it("finds the least permission for a path", async () => {
  const { output } = await create(["lists", "--path", "/me/todo/lists", "--yes"]);
  expect(output).toContain("reads /me/todo/lists with Tasks.Read");
});

describe("invalid options", () => {
  it.each<[why: string, args: string[], code: number, sentence: RegExp]>([
    ["an unknown permission", ["a", "--scope", "Quokka.Pat"], 1, /no delegated permission "Quokka.Pat". Try Contacts.Read/],
    ["a mistyped permission", ["a", "--scope", "Contact.Reed"], 1, /no delegated permission "Contact.Reed". Did you mean Contacts.Read\?/],
    [
      "a mistyped permission for changes",
      ["a", "--path", "/me/contacts", "--update-scope", "Contacts.ReadWrit"],
      1,
      /Did you mean Contacts.ReadWrite\?/,
    ],
    [
      "a permission that is more than the change needs",
      ["a", "--path", "/me/onenote/pages", "--update-scope", "Notes.ReadWrite"],
      1,
      /POST \/me\/onenote\/pages needs Notes.Create; Notes.ReadWrite would request more .* Use --update-scope Notes.Create/,
    ],
    [
      "a permission that does not cover the request",
      ["a", "--path", "/me/contacts", "--update-scope", "Mail.Send"],
      1,
      /Mail.Send does not cover it. Use --update-scope Contacts.ReadWrite/,
    ],
    ["a collection without POST", ["a", "--path", "/me/people", "--update-scope", "Contacts.ReadWrite"], 1, /not have the request POST/],
    [
      "a permission that reading already needs",
      ["a", "--path", "/me/onenote/notebooks", "--update-scope", "Notes.Create"],
      1,
      /reading \/me\/onenote\/notebooks already needs/,
    ],
    [
      "a permission for changes without a service",
      ["a", "--path", "/me/contacts", "--update-scope", "Contacts.ReadWrite", "--service", "none"],
      1,
      /needs a service that uses it/,
    ],
    [
      "a permission that is more than the path needs",
      ["b", "--path", "/me/contacts", "--scope", "Contacts.ReadWrite"],
      1,
      /Use --scope Contacts\.Read/,
    ],
    ["a permission that reads no collection", ["c", "--scope", "Mail.Send"], 1, /Set --path to a collection/],
    ["an unknown path", ["d", "--path", "/me/weather"], 1, /not have the request GET \/me\/weather/],
    [
      "a service path without a method",
      ["g", "--path", "/me/contacts", "--service-path", "/me/contacts/{id}"],
      1,
      /--service-path \/me\/contacts\/\{id\}: must be PATCH or DELETE of one item, such as PATCH:\/me\/contacts\/\{id\}/,
    ],
    [
      "a service path that Graph does not have",
      ["h", "--path", "/me/contacts", "--service-path", "PATCH:/me/weather/{id}"],
      1,
      /not have the request PATCH \/me\/weather\/\{id\}/,
    ],
    [
      "a permission that is not the least for the service path",
      ["i", "--path", "/me/planner/tasks", "--service-path", "PATCH:/planner/tasks/{id}", "--update-scope", "Group.ReadWrite.All"],
      1,
      /Use --update-scope Tasks.ReadWrite/,
    ],
    ["an invalid ID", ["e", "--id", "My Plugin"], 1, /--id My Plugin: must be lowercase words/],
    ["an unknown option", ["f", "--colour", "red"], 2, /--colour/],
  ])("for %s, the error says what to do", async (_, args, code, sentence) => {
    const result = await create([...args, "--yes"]);
    expect(result.code).toBe(code);
    expect(result.output).toMatch(sentence);
    expect(await readdir(cwd)).not.toContain(args[0]);
  });

  it("does not write to a folder that is not empty", async () => {
    await writeFile(join(cwd, "lists", "mine.txt"), "mine");
    expect(await create(["lists", "--yes"])).toMatchObject({ code: 1, output: expect.stringContaining("is not empty") });
  });
});
