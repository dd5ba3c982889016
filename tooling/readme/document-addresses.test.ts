import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readTree } from "../check-packages/workspace.ts";

const tree = await readTree(fileURLToPath(new URL("../../", import.meta.url)));
const documents = [...tree].filter(
  ([path]) =>
    /^(README|SECURITY|CONTRIBUTING|AGENTS)\.md$|^(docs|packages|apps|skills)\/.*\.md$/.test(path) && !/^docs\/decisions\//.test(path),
);

/** Hosts to which documents lead; of GitHub, repositories. A new one is entered here after somebody has opened it. */
const known = new Set([
  ...[
    "github.com/casement/casement",
    "github.com/ecederstrand/exchangelib",
    "github.com/microsoftgraph/microsoft-graph-devx-content",
    "github.com/unjs/unpdf",
  ],
  ...["O365-HomeAssistant", "MS365-Calendar", "MS365-Mail", "MS365-Teams", "MS365-ToDo"].map((name) => `github.com/RogerSelwyn/${name}`),
  ...["learn.microsoft.com", "developer.microsoft.com", "graph.microsoft.com", "login.microsoftonline.com", "entra.microsoft.com"],
  ...[
    "shell.azure.com",
    "myapps.microsoft.com",
    "account.live.com",
    "default0123.4f.environment.api.powerplatform.com",
    "hooks.zapier.com",
  ],
  ...["davmail.sourceforge.net", "modelcontextprotocol.io", "claude.com", "help.openai.com", "www.standardwebhooks.com", "www.apple.com"],
  ...["nodejs.org", "nodered.org", "vitest.dev", "www.npmjs.com", "zod.dev"],
]);
/** Hosts of examples, and of this machine and its network. */
const isExample = (host: string): boolean =>
  /(^|\.)(example|test)$|(^|\.)example\.(org|com|net|ts\.net)$|^(127\.0\.0\.1|localhost|192\.168\.\d+\.\d+|[\w-]+\.local)$|^[a-z]+$/.test(
    host,
  );

function hostsIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/\bhttps?:\/\/([\w.-]*\w)((?:\/[\w.-]*\w){0,2})/g)].flatMap(([, host = "", path = ""]) => {
    if (isExample(host)) return [];
    return [host === "github.com" ? `${host}${path}` : host];
  });
}

it.each(documents)("%s leads only to known addresses", (_, text) => {
  expect(hostsIn(text).filter((address) => !known.has(address))).toEqual([]);
});

it("lists only addresses that a document has", () => {
  const named = new Set(documents.flatMap(([, text]) => hostsIn(text)));
  expect([...known].filter((address) => !named.has(address))).toEqual([]);
});
