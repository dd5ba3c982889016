import { describe, expect, it } from "vitest";
import { bannedExports, bannedNames } from "./banned-names.ts";
import { checkNames, type NameRules } from "./check-names.ts";
import { oneWordNames } from "./one-word-names.ts";
import { wordsOf } from "./words-of.ts";

const rules: NameRules = {
  bannedNames: { "graph-service": "Workload", luck: "jitter", bench: { use: "rig", allowedIn: ["tooling/bench/"] } },
  bannedExports: { due: "dueEvents", tokenCache: "createTokenCache" },
  oneWordNames: { "packages/host": { Host: "glossary" } },
};

/** The problems of these files, in a tree in which the one row of the list is in use. */
function problemsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const host = "export interface Host {}";
  return [...checkNames(new Map(Object.entries({ "packages/host/src/api.ts": host, ...files })), rules)];
}

describe("names of files", () => {
  it.each([
    ["packages/host/src/luck.ts", 'do not name a file "luck". Use jitter.'],
    ["packages/host/test/luck.fixture.ts", 'do not name a file "luck". Use jitter.'],
    ["examples/plugin-template/src/luck.browser.test.ts", 'do not name a file "luck". Use jitter.'],
    ["packages/host/src/graph/gateway.fixture.ts", "a fixture does not belong in src/. Move it to test/, beside src/."],
    ["apps/hub/luck.yaml", 'do not name a file "luck". Use jitter.'],
    ["packages/host/src/graph-service.ts", 'do not name a file "graph-service". Use Workload.'],
    ["packages/testing/src/bench.ts", 'do not name a file "bench". Use rig.'],
    ["packages/host/src/authorise-call.ts", '"authorise-call" has a British spelling. Write "authorize".'],
  ])("rejects %s", (path, sentence) => {
    expect(problemsOf({ [path]: "" })).toEqual([`${path}: ${sentence}`]);
  });

  it.each([
    ["part of a name", "packages/host/src/luck-of-the-draw.ts"],
    ["part of a word", "packages/host/src/lucky.ts"],
    ["a folder", "packages/host/src/luck/draw.ts"],
    ["an allowed folder", "tooling/bench/bench.ts"],
    ["a file outside the four folders", "docs/luck.md"],
    ["a name that only exports must not have", "packages/host/src/token-cache.ts"],
    ["a name that begins with a dot", "packages/host/.luckrc"],
  ])("accepts %s", (_, path) => {
    expect(problemsOf({ [path]: "" })).toEqual([]);
  });
});

describe("names of exports", () => {
  const path = "packages/host/src/a.ts";

  it.each([
    ["export const graphService = 1;", 'do not export "graphService". Use Workload.'],
    ["export interface GraphService {}", 'do not export "GraphService". Use Workload.'],
    ['export { drawJitter as graphService } from "./b.ts";', 'do not export "graphService". Use Workload.'],
    ["const drawJitter = 1; export { drawJitter as graphService };", 'do not export "graphService". Use Workload.'],
    ['export * as graphService from "./b.ts";', 'do not export "graphService". Use Workload.'],
    ["export const { graphService } = { graphService: 1 };", 'do not export "graphService". Use Workload.'],
    ["export function tokenCache() {}", 'do not export "tokenCache". Use createTokenCache.'],
    ["export const CalendarColours = 1;", '"CalendarColours" has a British spelling. Write "colors".'],
    ["export const cancelledEvents = 1;", '"cancelledEvents" has a British spelling. Write "canceled".'],
    ["export const unauthorisedCode = 1;", '"unauthorisedCode" has a British spelling. Write "unauthorized".'],
  ])("rejects %s", (text, sentence) => {
    expect(problemsOf({ [path]: text })).toEqual([`${path}: ${sentence}`]);
  });

  it.each([
    ["part of a name", "export const graphServiceName = 1;"],
    ["an exact name in another case", "export interface TokenCache {}"],
    ["a name that the file only re-exports", 'export { luck } from "./luck-of-the-draw.ts";'],
    ["a local name", "const luck = 1; export { luck as drawJitter };"],
    ["a name that is imported", 'import { luck } from "./b.ts"; export { luck as drawJitter };'],
    ["a member, a value and a comment", 'export const drawJitter = { luck: "luck", colour: "grey" }; // luck'],
    ["a name of Graph", "export const isCancelled = true;"],
    ["a name that contains a name of Graph", "export const cancelledOccurrencesOf = () => [];"],
    ["a British spelling inside a longer word", "export const colourlessness = 1;"],
  ])("accepts %s", (_, text) => {
    const problems = problemsOf({ [path]: text });
    expect(problems.filter((problem) => !problem.includes("one word"))).toEqual([]);
  });

  it("does not find names on the prototype of an object", () => {
    expect(problemsOf({ "packages/host/src/constructor.ts": "export const toString = () => {};" })).toEqual([]);
  });
});

describe("exported names of one word", () => {
  const sentence = (name: string) =>
    `"${name}" is an exported name of one word. Use two or more words, or add a row with the reason to tooling/check-packages/one-word-names.ts.`;

  it.each([
    ["a function", "export function open() {}", "open"],
    ["a type", "export type Session = string;", "Session"],
    ["an acronym", "export const HTTP = 1;", "HTTP"],
    ["an acronym with digits", "export const SHA256 = 1;", "SHA256"],
    ["a new name for an export of another file", 'export { openSession as open } from "./b.ts";', "open"],
  ])("rejects %s", (_, text, name) => {
    expect(problemsOf({ "packages/host/src/a.ts": text })).toEqual([`packages/host/src/a.ts: ${sentence(name)}`]);
  });

  it("accepts a name in the package of its row only", () => {
    const text = "export interface Host {}";
    expect(problemsOf({ "packages/host/src/other.ts": text })).toEqual([]);
    expect(problemsOf({ "packages/host-tools/src/a.ts": text })).toEqual([`packages/host-tools/src/a.ts: ${sentence("Host")}`]);
  });

  it("accepts them in tests and fixtures, which must not have banned names either", () => {
    const text = "export const open = 1, due = 2;";
    const paths = ["test/a.fixture.ts", "src/a.test.ts", "src/a.test-d.ts", "test/a.ts"].map((path) => `packages/host/${path}`);
    expect(problemsOf(Object.fromEntries(paths.map((path) => [path, text])))).toEqual(
      paths.map((path) => `${path}: do not export "due". Use dueEvents.`),
    );
  });

  it("rejects a row that no file of its package exports any more", () => {
    const row = 'tooling/check-packages/one-word-names.ts: nothing in packages/host exports "Host" any more. Remove the row.';
    expect(problemsOf({ "packages/host/src/api.ts": "" })).toEqual([row]);
    expect(problemsOf({ "packages/host/src/api.ts": 'export { Host } from "@casement/core";' })).toEqual([row]);
    expect(problemsOf({ "packages/host/src/api.ts": "", "packages/host/src/a.test.ts": "export interface Host {}" })).toEqual([row]);
  });
});

describe("wordsOf", () => {
  it.each([
    ["graphHTTPClient", ["graph", "http", "client"]],
    ["HTTPServer", ["http", "server"]],
    ["graph-http-client", ["graph", "http", "client"]],
    ["MAX_SIZE", ["max", "size"]],
    ["sha256", ["sha256"]],
    ["In", ["in"]],
    ["aQuarterMillion", ["a", "quarter", "million"]],
  ])("splits %s", (name, words) => {
    expect(wordsOf(name)).toEqual(words);
  });
});

describe("the lists", () => {
  it("have keys that can match", () => {
    expect(Object.keys(bannedNames).filter((name) => wordsOf(name).join("-") !== name)).toEqual([]);
    expect(Object.keys(bannedExports).filter((name) => !/^\w+$/.test(name))).toEqual([]);
    const names = Object.values(oneWordNames).flatMap((rows) => Object.keys(rows));
    expect(names.filter((name) => wordsOf(name).length !== 1)).toEqual([]);
  });

  it("allow no name of one word that is banned", () => {
    const names = Object.values(oneWordNames).flatMap((rows) => Object.keys(rows));
    expect(names.filter((name) => name in bannedExports || wordsOf(name).join("-") in bannedNames)).toEqual([]);
  });
});
