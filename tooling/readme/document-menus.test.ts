import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readTree } from "../check-packages/workspace.ts";
import { proseOf } from "./find-figure-mistake.ts";

const tree = await readTree(fileURLToPath(new URL("../../", import.meta.url)));
const documents = [...tree].filter(
  ([path]) => /^(README|SECURITY)\.md$|^(docs|packages|apps)\/.*\.md$/.test(path) && !/^docs\/decisions\//.test(path),
);

/** Menus of other programs, as documents write them. */
const menusOfOthers = new Set([
  // GitHub, Microsoft Entra, Home Assistant, Node-RED
  ...["Security → Report a vulnerability", "Enterprise applications → the app → Permissions", "Authentication → Settings"],
  ...[
    "Settings → Apps → Install app",
    "Settings → Automations & scenes → Blueprints → Import blueprint",
    "Settings → Developer tools → Statistics",
  ],
  ...["Settings → Devices & services → MQTT", "Settings → Devices & services → Add integration → CalDAV"],
  ...["Manage palette → Install", "Import → Examples → node-red-contrib-casement → tasks-from-mail", "Import → Examples"],
  // AI clients
  ...["Settings → Connectors", "Tools → Add a tool → New tool → Model Context Protocol"],
  // Calendar programs
  ...[
    "Settings → Profile Downloaded → Install",
    "Settings → Calendar → Accounts",
    "Privacy & Security → Profiles",
    "System Settings → General → Device Management",
    "Settings → Accounts → + → Other CalDAV Account",
  ],
  "Settings → Apps → Calendar → Calendar Accounts → Add Account → Other → Add CalDAV Account",
  ...["+ → Login with URL and user name", "File → New → Collection Account"],
  ...["Settings → Online Accounts → Calendar, Contacts and Files", "File → New → Calendar", "Settings → Tasks app"],
]);

const menusIn = (markdown: string): readonly string[] =>
  [...proseOf(markdown).matchAll(/\*([^*→]+(?: → [^*→]+)+)\*/g)].map(([, menu = ""]) => menu);

/** The English texts of the dashboard's pages. */
const ownTexts = new Set(
  [...tree].flatMap(([path, text]) =>
    /^apps\/dashboard\/web\/.*\/(\w+-)?en\.ts$/.test(path) ? [...text.matchAll(/"([^"\n]+)"/g)].map(([, found]) => found) : [],
  ),
);

it.each(documents)("%s names only menus that the dashboard or another program has", (_, text) => {
  const unknown = menusIn(text).filter((menu) => !menusOfOthers.has(menu) && !menu.split(" → ").every((part) => ownTexts.has(part)));
  expect(unknown).toEqual([]);
});

it("lists only menus that a document names", () => {
  const named = new Set(documents.flatMap(([, text]) => menusIn(text)));
  expect([...menusOfOthers].filter((menu) => !named.has(menu))).toEqual([]);
});
