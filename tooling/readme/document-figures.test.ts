import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { firstPartyLoaders } from "../../apps/hub/src/plugins/first-party-packages.ts";
import { readTree } from "../check-packages/workspace.ts";
import { documentFigures, figuresOfOthers } from "./document-figures.ts";
import { findUnknownFigures, proseOf } from "./find-figure-mistake.ts";

const tree = await readTree(fileURLToPath(new URL("../../", import.meta.url)));
/** What readers of README and site see. Decisions and postmortems are of their day. */
const documents = [...tree].filter(
  ([path]) => /^(README|SECURITY)\.md$|^(docs|packages|apps)\/.*\.md$/.test(path) && !/^docs\/(decisions|postmortems)\//.test(path),
);
const prose = documents.map(([, text]) => proseOf(text)).join("\n");

const words = ["three", "four", "five", "six", "seven", "eight", "nine"];
const counted = (count: number, name: string): readonly string[] => {
  const word = words[count - 3] ?? String(count);
  return [`${word} ${name}`, `${word[0]?.toUpperCase()}${word.slice(1)} ${name}`];
};
const languages = [...tree.keys()].filter((path) => /^apps\/dashboard\/web\/texts\/[a-z]{2}\.ts$/.test(path)).length;
const phrases = [...documentFigures.flatMap(({ says }) => says), ...figuresOfOthers];
const known = [...phrases, ...counted(languages, "languages"), ...counted(Object.keys(firstPartyLoaders).length, "plugins")];

it.each(documents)("%s has only known figures", (_, text) => {
  expect(findUnknownFigures(text, known)).toEqual([]);
});

it("takes each figure from a source that has it", () => {
  expect(documentFigures.filter(({ file, has }) => !tree.get(file)?.includes(has)).map(({ file, has }) => `${file}: ${has}`)).toEqual([]);
});

it("lists only what a document says", () => {
  expect(phrases.filter((phrase) => !prose.includes(phrase))).toEqual([]);
});

it("names the version of Node.js that the packages need", () => {
  const floor = /"node": ">=([\d.]+)"/.exec(tree.get("package.json") ?? "")?.[1];
  const named = [...prose.matchAll(/Node(?:\.js)?(?: LTS)? (\d+\.\d+)(?! or 24)/g)].map(([, version]) => version);
  // Node-RED 5, and the types that Node.js itself removes.
  expect([...new Set(named)].sort()).toEqual([floor, "22.18", "22.9"].sort());
});

it("finds a figure that was changed, and says where", () => {
  const [expires] = ["It opens one browser and expires after twelve minutes."];
  expect(findUnknownFigures(expires ?? "", known)).toEqual([expect.stringMatching(/^twelve minutes: … It opens one browser/)]);
  expect(findUnknownFigures("It takes up to 999 from one address, and 51 a second.", known)).toHaveLength(2);
  expect(findUnknownFigures("It expires after ten minutes, in five languages.", known)).toEqual([]);
  expect(findUnknownFigures("Microsoft 365 changes nothing.\n\n```sh\nsleep 17 minutes\n```\n", known)).toEqual([]);
});
