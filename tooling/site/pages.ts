import { makeChangelogPage } from "./changelog/changelog-page.ts";

/** A page of the site that is a document of the repository. */
export interface SitePage {
  /** Title in the sidebar. */
  readonly title: string;
  /** Its address, without a leading slash and without `.html`. */
  readonly at: string;
  /** Path from the root of the repository. */
  readonly source: string;
}

/** A page with declarations of a package and their comments. */
export interface ReferencePage {
  readonly title: string;
  readonly at: string;
  /** Introduction, in Markdown. */
  readonly lead: string;
  /** `packages/core` */
  readonly folder: string;
  /** Names to show first. */
  readonly first?: readonly string[];
  /** The files whose exports the page shows, relative to the package's `src`, in this order. Links to these files lead to the page. */
  readonly files: readonly string[];
}

/** A page that is made when the site is built. */
export interface BuiltPage {
  readonly title: string;
  readonly at: string;
  /** Returns Markdown with links as in a document in `docs`. */
  readonly make: (root: string) => Promise<string>;
  /** Links of documents to this path of the repository lead to the page. */
  readonly insteadOf: string;
}

export type SiteEntry = SitePage | ReferencePage | BuiltPage;

export interface SiteSection {
  readonly title: string;
  readonly pages: readonly SiteEntry[];
}

const pluginPage = (id: string, title: string): SitePage => ({ title, at: `plugins/${id}`, source: `packages/plugin-${id}/README.md` });
const coreReference = (
  title: string,
  at: string,
  lead: string,
  files: readonly string[],
  first: readonly string[] = [],
): ReferencePage => ({
  title,
  at: `reference/${at}`,
  lead,
  folder: "packages/core",
  files,
  first,
});

/** The sidebar, with all pages of the site. */
export const siteSections: readonly SiteSection[] = [
  {
    title: "Casement",
    pages: [
      { title: "What it is", at: "index", source: "docs/README.md" },
      { title: "Start", at: "start", source: "docs/start.md" },
      { title: "Start at boot", at: "autostart", source: "docs/autostart.md" },
      { title: "Raspberry Pi", at: "raspberry-pi", source: "docs/raspberry-pi.md" },
      { title: "Container", at: "container", source: "docs/container.md" },
      { title: "Several machines", at: "cluster", source: "docs/cluster.md" },
      { title: "Home Assistant app", at: "home-assistant-app", source: "docs/home-assistant-app.md" },
      { title: "Behind a reverse proxy", at: "reverse-proxy", source: "docs/reverse-proxy.md" },
      { title: "Backup and versions", at: "backup", source: "docs/backup.md" },
      { title: "Wall tablet", at: "wall-tablet", source: "docs/wall-tablet.md" },
      { title: "Phones", at: "phones", source: "docs/phones.md" },
      { title: "Configuration", at: "configuration", source: "docs/configuration.md" },
      { title: "Sign-in and accounts", at: "sign-in", source: "docs/sign-in.md" },
      { title: "Scopes explained", at: "scopes", source: "docs/scopes.md" },
      { title: "For administrators", at: "administrators", source: "docs/administrators.md" },
      { title: "Troubleshooting", at: "troubleshooting", source: "docs/troubleshooting.md" },
      { title: "Errors", at: "errors", source: "docs/errors.md" },
    ],
  },
  {
    title: "Coming from",
    pages: [
      { title: "O365 and MS365", at: "migrate", source: "docs/migrate.md" },
      { title: "DavMail", at: "from-davmail", source: "docs/from-davmail.md" },
      { title: "EWS and exchangelib", at: "ews", source: "docs/ews.md" },
      { title: "Power Automate", at: "from-power-automate", source: "docs/from-power-automate.md" },
    ],
  },
  {
    title: "Use it",
    pages: [
      { title: "A first automation", at: "first-automation", source: "docs/first-automation.md" },
      { title: "Dashboard", at: "dashboard", source: "docs/dashboard.md" },
      { title: "Access", at: "access", source: "docs/access.md" },
      { title: "Command line", at: "command-line", source: "docs/command-line.md" },
      { title: "HTTP", at: "http", source: "docs/http.md" },
      { title: "MQTT", at: "mqtt", source: "docs/mqtt.md" },
      { title: "Webhooks", at: "webhooks", source: "docs/webhooks.md" },
      { title: "Node-RED", at: "node-red", source: "packages/node-red-contrib-casement/README.md" },
      { title: "Shell scripts", at: "programs/shell", source: "docs/programs/shell.md" },
      { title: "Python", at: "programs/python", source: "docs/programs/python.md" },
      { title: "n8n", at: "programs/n8n", source: "docs/programs/n8n.md" },
      { title: "Power Automate", at: "programs/power-automate", source: "docs/programs/power-automate.md" },
      { title: "Zapier", at: "programs/zapier", source: "docs/programs/zapier.md" },
      { title: "Change notifications", at: "notifications", source: "docs/notifications.md" },
      { title: "Relay", at: "relay", source: "packages/relay/README.md" },
      { title: "Home Assistant", at: "home-assistant", source: "docs/home-assistant.md" },
      { title: "Calendar programs (CalDAV)", at: "caldav", source: "docs/caldav.md" },
      { title: "Home Assistant's calendars", at: "calendar-programs/home-assistant", source: "docs/calendar-programs/home-assistant.md" },
      { title: "iPhone, iPad and Mac", at: "calendar-programs/apple", source: "docs/calendar-programs/apple.md" },
      { title: "Thunderbird", at: "calendar-programs/thunderbird", source: "docs/calendar-programs/thunderbird.md" },
      { title: "Android", at: "calendar-programs/davx5", source: "docs/calendar-programs/davx5.md" },
      { title: "Evolution and GNOME", at: "calendar-programs/evolution", source: "docs/calendar-programs/evolution.md" },
      { title: "khal, todoman, vdirsyncer", at: "calendar-programs/khal", source: "docs/calendar-programs/khal.md" },
      { title: "AI agents (MCP)", at: "mcp", source: "docs/mcp.md" },
      { title: "Connect AI clients", at: "mcp-clients", source: "docs/mcp-clients.md" },
    ],
  },
  {
    title: "Plugins",
    pages: [
      { title: "All plugins", at: "plugins/index", source: "docs/plugins.md" },
      pluginPage("calendar", "Calendar"),
      pluginPage("group-calendar", "Group calendar"),
      pluginPage("email", "Email"),
      pluginPage("status", "Status"),
      pluginPage("chat", "Chat"),
      pluginPage("todo", "To do"),
      pluginPage("autoreply", "Automatic replies"),
    ],
  },
  {
    title: "Build with it",
    pages: [
      { title: "Write a plugin", at: "write-a-plugin", source: "docs/write-a-plugin.md" },
      { title: "A feed with events", at: "feed-with-events", source: "docs/feed-with-events.md" },
      { title: "Test a plugin", at: "test-a-plugin", source: "packages/testing/README.md" },
      { title: "Emulator areas", at: "emulator-areas", source: "docs/emulator-areas.md" },
      { title: "Compose your own app", at: "compose-your-own-app", source: "docs/compose-your-own-app.md" },
      { title: "Programs outside the hub", at: "client", source: "packages/client/README.md" },
      { title: "Emulator", at: "emulator", source: "packages/graph-emulator/README.md" },
      { title: "Permission map", at: "permission-map", source: "packages/graph-permissions/README.md" },
    ],
  },
  {
    title: "Reference",
    pages: [
      coreReference(
        "The plugin contract",
        "plugin",
        "The parts of a plugin. The compiler checks what you pass to `definePlugin`.",
        [
          "contract/plugin.ts",
          "contract/schema.ts",
          "contract/issue-rule.ts",
          "contract/definition.ts",
          "contract/definition-of.ts",
          "contract/translated-text.ts",
          "contract/service-texts.ts",
          "contract/setting-texts.ts",
          "duration.ts",
        ],
        [
          "definePlugin",
          "service",
          "Scope",
          "Feed",
          "FeedSensor",
          "ReadSensor",
          "Service",
          "ItemUse",
          "MessagePresentation",
          "Presentation",
          "ItemPresentation",
        ],
      ),
      coreReference("What a plugin receives", "context", "What the host passes to a plugin's functions, for each account and each call.", [
        "contract/calls.ts",
        "contract/subscription.ts",
        "contract/context.ts",
        "clock.ts",
        "machine-time-zone.ts",
        "choose-instances.ts",
      ]),
      coreReference(
        "Errors and schemas",
        "errors",
        "One class for all errors, their [codes](../../docs/errors.md), and functions for schemas, names and texts.",
        [
          "errors/casement-error.ts",
          "errors/error-codes.ts",
          "errors/has-no-mailbox.ts",
          "errors/invalid-input.ts",
          "errors/validation-issue.ts",
          "contract/validate.ts",
          "nearest-name.ts",
          "suggest-name.ts",
          "truncate-text.ts",
          "to-well-formed.ts",
          "machine-time-zone.ts",
        ],
      ),
      coreReference(
        "Scopes and permissions",
        "scopes",
        "Which plugin asks for which permission, what follows when one is missing, and which permissions each Graph request accepts. [Scopes explained](../../docs/scopes.md) is the introduction.",
        [
          "scopes/create-scope-report.ts",
          "scopes/registry-input.ts",
          "scopes/scope-report.ts",
          "scopes/consent-class.ts",
          "scopes/requested-set.ts",
          "scopes/implies.ts",
          "scopes/permission-map.ts",
          "scopes/permission-tables.ts",
          "scopes/scope-name.ts",
          "scopes/shared-form.ts",
          "scopes/outputs/scopes-table.ts",
          "scopes/outputs/scopes-json.ts",
          "scopes/outputs/scopes-markdown.ts",
          "scopes/outputs/scopes-manifest.ts",
          "scopes/outputs/scopes-az.ts",
          "scopes/outputs/admin-consent-url.ts",
          "scopes/outputs/format-forecast.ts",
          "scopes/request/consent-request.ts",
          "scopes/request/registration-commands.ts",
          "scopes/request/pasted-ids.ts",
          "scopes/request/registration-line.ts",
          "scopes/request/build-consent-request.ts",
          "scopes/request/render-request.ts",
          "scopes/request/request-block.ts",
        ],
      ),
      {
        title: "The host",
        at: "reference/host",
        lead: "The interface of a running host for programs. To begin, see [Compose your own app](../../docs/compose-your-own-app.md).",
        folder: "packages/host",
        files: [
          "create-host.ts",
          "create-transport.ts",
          "api.ts",
          "status-types.ts",
          "async/event-loop-queue.ts",
          "config/address-below.ts",
          "sensors/sensor-json.ts",
          "logging/console-logger.ts",
          "logging/recent-log.ts",
          "store/data-folder-lock.ts",
          "auth/inspect-sign-in.ts",
          "auth/client-secret.ts",
          "json/private-paths.ts",
          "json/private-texts.ts",
          "sensors/pattern-matcher.ts",
          "sensors/select-sensors.ts",
          "agenda/is-expected.ts",
          "auth/redirect-response.ts",
          "subscriptions/notification-gate.ts",
          "subscriptions/change-notification.ts",
          "subscriptions/notification-measures.ts",
          "services/uploaded-files.ts",
          "services/private-address.ts",
          "services/checked-lookup.ts",
          "services/receive-response.ts",
          "services/resolve-aliases.ts",
          "services/parse-input.ts",
          "plugins/fault-of.ts",
          "json/json-fault.ts",
          "define-account.ts",
        ],
      },
      {
        title: "Testing",
        at: "reference/testing",
        lead: "What the tests of a plugin use. To begin, see [Test a plugin](../testing/README.md).",
        folder: "packages/testing",
        files: [
          "contract/test-plugin.ts",
          "contract/contract-options.ts",
          "contract/permission-exception.ts",
          "contract/check-least-privilege.ts",
          "contract/request-replay.ts",
          "contract/contract-check.ts",
          "create-test-host.ts",
          "ports/test-host-interface.ts",
          "delay-host.ts",
          "readme/readme-with-tables.ts",
          "recording/record-graph.ts",
          "recording/create-replayed-area.ts",
          "ports/state-rig.ts",
          "ports/test-state-port.ts",
          "ports/test-call-port.ts",
        ],
      },
    ],
  },
  {
    title: "Project",
    pages: [
      { title: "Security and privacy", at: "security", source: "SECURITY.md" },
      { title: "Changes", at: "changelog", make: makeChangelogPage, insteadOf: ".changeset" },
      { title: "Decisions", at: "decisions/index", source: "docs/decisions/README.md" },
      { title: "Postmortems", at: "postmortems/index", source: "docs/postmortems/README.md" },
    ],
  },
];

export const isReferencePage = (page: SiteEntry): page is ReferencePage => "files" in page;
export const isBuiltPage = (page: SiteEntry): page is BuiltPage => "make" in page;
export const isDocument = (page: SiteEntry): page is SitePage => "source" in page;
