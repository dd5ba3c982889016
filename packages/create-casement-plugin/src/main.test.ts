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

async function create(args: readonly string[], answers?: Record<string, string>) {
  const said: string[] = [];
  const ask = answers && (async (question: string) => answers[question] ?? "");
  const code = await main(args, { cwd, print: (text) => said.push(text), ask });
  return { code, said: said.join("\n") };
}
const file = (path: string) => readFile(join(cwd, path), "utf8");

it("writes few files, with the author's own names in all of them", async () => {
  const flags = ["--id", "notes", "--scope", "Notes.Read", "--sensor", "pages", "--service", "search-pages", "--author", "Ada Byron"];
  const { code, said } = await create(["casement-plugin-notes", ...flags]);
  expect(code).toBe(0);
  expect(said).toContain("reads /me/onenote/pages with Notes.Read");
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
    "tsconfig.json",
  ]);
  const manifest = JSON.parse(await file("casement-plugin-notes/package.json"));
  expect(manifest).toMatchObject({ name: "casement-plugin-notes", dependencies: { "@casement/core": expect.stringMatching(/^\^\d/) } });
  expect(JSON.stringify(manifest)).not.toMatch(/workspace:|catalog:|VERSION|"private"/);
  const plugin = await file("casement-plugin-notes/src/plugin.ts");
  for (const own of ["export const notesPlugin", 'id: "notes"', '"Notes.Read": { tier: "read"', '"/me/onenote/pages"', '"search-pages": {'])
    expect(plugin).toContain(own);
  for (const path of ["src/plugin.ts", "src/plugin.test.ts", "src/emulated.ts", "README.md", "package.json", "AGENTS.md", "LICENSE"])
    expect(await file(`casement-plugin-notes/${path}`)).not.toMatch(
      /my-things|myThings|My things|thing-list|find-things|Contacts\.Read|the Casement authors/,
    );
});

it("asks for what no flag says, and takes what follows from the name where nobody answers", async () => {
  const { code } = await create([], { "Name of the package": "casement-plugin-people", "Permission to read with": "People.Read" });
  expect(code).toBe(0);
  expect(await file("casement-plugin-people/src/plugin.ts")).toContain('"/me/people"');
  expect(await file("casement-plugin-people/README.md")).toContain("### `find-people`: Find people");
});

it("takes a path, and then says which permission it needs", async () => {
  const { said } = await create(["lists", "--path", "/me/todo/lists", "--yes"]);
  expect(said).toContain("reads /me/todo/lists with Tasks.Read");
});

describe("what cannot be", () => {
  it.each<[why: string, args: string[], code: number, sentence: RegExp]>([
    ["an unknown permission", ["a", "--scope", "Weather.Read"], 1, /no delegated permission "Weather.Read"/],
    [
      "a permission that is more than the path needs",
      ["b", "--path", "/me/contacts", "--scope", "Contacts.ReadWrite"],
      1,
      /Use --scope Contacts\.Read/,
    ],
    ["a permission without a collection", ["c", "--scope", "Mail.Send"], 1, /Name one with --path/],
    ["a path that nobody knows", ["d", "--path", "/me/weather"], 1, /no call GET \/me\/weather/],
    ["an id that is no id", ["e", "--id", "My Plugin"], 1, /--id My Plugin: must be lower-case words/],
    ["a flag that is none", ["f", "--colour", "red"], 2, /--colour/],
  ])("%s is answered with what to do", async (_, args, code, sentence) => {
    const result = await create([...args, "--yes"]);
    expect(result.code).toBe(code);
    expect(result.said).toMatch(sentence);
    expect(await readdir(cwd)).not.toContain(args[0]);
  });

  it("a folder that has something in it is left alone", async () => {
    await writeFile(join(cwd, "lists", "mine.txt"), "mine");
    expect(await create(["lists", "--yes"])).toMatchObject({ code: 1, said: expect.stringContaining("is not empty") });
  });
});
