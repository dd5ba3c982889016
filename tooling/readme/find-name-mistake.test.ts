import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readTree } from "../check-packages/workspace.ts";
import { findDocumentMistakes } from "./find-document-mistakes.ts";
import { findLineMistake } from "./find-line-mistake.ts";
import { findNameMistake, nameKinds } from "./find-name-mistake.ts";
import { collectProductNames } from "./product-names.ts";

const product = await collectProductNames(await readTree(fileURLToPath(new URL("../../", import.meta.url))));

/** Of each kind of name: what documents may write, and what they may not. */
const samples: readonly (readonly [kind: string, right: readonly string[], wrong: readonly string[]])[] = [
  [
    "command",
    ["casement sensors", "npx @casement/all demo", "npm run dev"],
    ["casement paint", "npx @casement/everything demo", "npm run fly"],
  ],
  ["flag", ["--with-key", "--may add", "--max-hubs"], ["--with-keys", "--may fly"]],
  ["Graph path", ["/me/contacts", "/users/{id}/…", "GET /me/todo/lists/{id}/tasks"], ["/me/kontakte", "/me/todo/{id}/lists"]],
  [
    "HTTP path",
    ["GET /api/v1/events?after=", "/mcp", "/notifications/", "/api/v1/sensors/…", "POST /api/v1/accounts/home/services/todo/create-task"],
    ["GET /api/v1/event", "GET /api/v1/events?since=", "PUT /api/v1/access", "POST /api/v1/accounts/home/services/todo/paint"],
  ],
  [
    "HTTP address",
    ["http://127.0.0.1:8365/mcp", "https://example.org/casement/dav/", "https://elsewhere.example/x"],
    ["http://127.0.0.1:8360/mcp", "http://127.0.0.1:8365/mpc", "https://hub.example.org/api/v2/sensors"],
  ],
  [
    "MQTT topic",
    ["casement/<account>/status", "casement/+/call/#", "casement/home/event/todo/task-completed"],
    [
      "casement/<account>/state",
      "casement/home/calls/todo/create-task",
      "casement/home/call/todo/paint",
      "casement/home/event/todo/painted",
    ],
  ],
  ["environment variable", ["CASEMENT_KEY"], ["CASEMENT_KEYS"]],
  ["package", ["@casement/all", "@casement/host/config"], ["@casement/everything", "create-casement-plugins"]],
  ["image", ["ghcr.io/casement/relay", "ghcr.io/casement/casement:latest"], ["ghcr.io/casement/hub"]],
  ["code of Microsoft", ["AADSTS50011"], ["AADSTS50012"]],
  [
    "entity of Home Assistant",
    ["sensor.casement_home_todo_groceries", "event.casement_home_<plugin>", "binary_sensor.casement_home_sign_in"],
    ["sensor.casement_home_tasks_groceries", "sensors.casement_home_problem", "binary_sensor.casement_home_signed_in"],
  ],
  ["permission", ["Mail.ReadBasic", "Presence.Read.All"], ["Mail.ReadBasics", "Task.Read"]],
  ["file of this repository", ["packages/core/src/scopes", "docs/mqtt.md"], ["packages/core/src/scope", "docs/mtqq.md"]],
  ["file of a hub", ["casement.yaml", "casement.service"], ["casement.yml", "casement.json"]],
  [
    "service, event or sensor",
    ["calendar/create-event", "account/call-failed", "todo/groceries", "home/calendar/family", "notify/email/send"],
    ["calendar/paint-event", "todo/create-event", "account/call-fails"],
  ],
  ["tool", ["calendar_create-event"], ["calendar_paint-event"]],
  ["configuration key", ["http.publicUrl", "accounts[].name", "email.sensors"], ["http.publicURL", "accounts[].title", "email.folder"]],
  [
    "configuration",
    ["mcp: { confirm: always }", "enableUpdate: true", "history: false", "email: { sensors: [{ folder: inbox }] }", "poll: 30s"],
    ["mcp: { ask: always }", "caldav: { window: { past: 30 } }", "email: { sensors: [{ box: inbox }] }"],
  ],
  [
    "word",
    ["input-invalid", "stale", "`createHost({ permissionMap, … })`"],
    ["input-wrong", "casement_webhook_lost_total", "createHosts()"],
  ],
];

it("has samples of every kind of name", () => {
  expect(samples.map(([kind]) => kind)).toEqual(nameKinds.map(({ kind }) => kind));
});

describe.each(samples)("a name of the kind: %s", (kind, right, wrong) => {
  it.each(right)("%s is known", async (code) => {
    expect(await findNameMistake(code, product)).toBeUndefined();
  });

  it.each(wrong)("%s is a mistake", async (code) => {
    expect(await findNameMistake(code, product)).toMatch(new RegExp(`^${kind}: `));
  });
});

describe("a line of a shell", () => {
  it.each([
    "casement sensors home/calendar/family --watch",
    "casement --json sensors",
    "npx casement scopes --format manifest --account home",
    "casement call home calendar/create-event sensor=family subject=Dinner start=$(date +%F)T19:00",
    "casement access add mcp Agent --tool 'calendar_*' email_send --recipient @example.com",
    "docker exec --interactive --tty casement casement backup casement-backup.gz --with-key",
    "docker run --rm ghcr.io/casement/casement demo --once",
    "docker run --publish 127.0.0.1:8365:8365 --volume casement:/data ghcr.io/casement/casement",
    "sudo -u casement casement init",
    "npm install casement @casement/plugin-calendar@latest",
    "npm create casement-plugin casement-plugin-contacts -- --id contacts --yes",
    "npx casement-record --emulator --out src/tasks.json /me/todo/lists",
    `mosquitto_pub -q 1 -t casement/home/call/todo/create-task -m '{"sensor":"groceries","title":"Milk","$id":7}'`,
    "ls",
  ])("is valid: %s", async (line) => {
    expect(await findLineMistake(line, product)).toBeUndefined();
  });

  it.each([
    ["casement paint", /no command "paint"/],
    ["npx casement sensors --loudly", /has no option --loudly/],
    ["casement access add ics home/calender/family", /no plugin "calender"/],
    ["docker run --publish 127.0.0.1:8356:8356 ghcr.io/casement/casement", /no image listens at the port of 127\.0\.0\.1:8356:8356/],
    ["docker run --volume casement:/date ghcr.io/casement/casement", /keeps nothing in the folder of casement:\/date/],
    ["casement login", /requires 1 arguments/],
    ["casement demo --plugin", /'--plugin <package...>' argument missing/],
    ["casement logout home away", /takes 1 arguments/],
    ["casement access paint", /takes 0 arguments/],
    ["casement scopes --format paper", /"paper" is none of: table, json/],
    ["casement access add painter", /"painter" is none of: browser/],
    ["casement call home calendar/paint", /no service "calendar\/paint"/],
    ["casement call home calendar/create-event subjekt=Dinner", /no input subjekt/],
    ["docker exec -u 1000 casement casement paint", /no command "paint"/],
    ["docker run --rm ghcr.io/casement/casement paint", /no command "paint"/],
    ["sudo -u casement sh -c 'cd /x && casement paint'", /no command "paint"/],
    ["npx pnpm@11 demo", /not the version/],
    ["npx pnpm@12 paint", /no script "paint"/],
    ["npm install @casement/everything", /no package "@casement\/everything"/],
    ["npm create casement-plugin x -- --colour red", /no option --colour/],
    ["npx @casement/relay --hubs 3", /"casement-relay" has no option --hubs/],
    [`curl -d '{ "titel": "Milk" }' http://127.0.0.1:8365/api/v1/accounts/home/services/todo/create-task`, /no input titel/],
  ])("is a mistake: %s", async (line, sentence) => {
    expect(await findLineMistake(line, product)).toMatch(sentence);
  });
});

it("says where a document names what does not exist", async () => {
  const document = `# Words

Set \`http.publicURL\`.

| Key | Meaning |
| --- | --- |
| \`verify\` | |
| \`title\` | |

\`\`\`json
{ "url": "http://127.0.0.1:8365/mpc" }
\`\`\`
`;
  expect(await findDocumentMistakes("docs/x.md", document, product)).toEqual([
    expect.stringMatching(/^docs\/x\.md:3: `http\.publicURL`: configuration key: /),
    expect.stringMatching(/^docs\/x\.md:8: `title`: configuration key: /),
    expect.stringMatching(/^docs\/x\.md:11: http:\/\/127\.0\.0\.1:8365\/mpc: HTTP address: /),
  ]);
});
