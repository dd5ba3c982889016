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

export interface SiteSection {
  readonly title: string;
  readonly pages: readonly (SitePage | ReferencePage)[];
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
      { title: "From the O365 integration", at: "migrate", source: "docs/migrate.md" },
      { title: "Configuration", at: "configuration", source: "docs/configuration.md" },
      { title: "Sign-in and accounts", at: "sign-in", source: "docs/sign-in.md" },
      { title: "Scopes explained", at: "scopes", source: "docs/scopes.md" },
    ],
  },
  {
    title: "Use it",
    pages: [
      { title: "Dashboard", at: "dashboard", source: "docs/dashboard.md" },
      { title: "Command line", at: "command-line", source: "docs/command-line.md" },
      { title: "HTTP", at: "http", source: "docs/http.md" },
      { title: "MQTT", at: "mqtt", source: "docs/mqtt.md" },
      { title: "Home Assistant", at: "home-assistant", source: "docs/home-assistant.md" },
      { title: "AI agents (MCP)", at: "mcp", source: "docs/mcp.md" },
      { title: "Errors", at: "errors", source: "docs/errors.md" },
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
      { title: "Test a plugin", at: "test-a-plugin", source: "packages/testing/README.md" },
      { title: "Compose your own app", at: "compose-your-own-app", source: "docs/compose-your-own-app.md" },
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
          "contract/definition.ts",
          "contract/translated-text.ts",
          "contract/service-texts.ts",
          "duration.ts",
        ],
        ["definePlugin", "service", "Scope", "Feed", "FeedSensor", "ReadSensor", "Service", "ItemUse", "Presentation", "ItemPresentation"],
      ),
      coreReference("What a plugin receives", "context", "What the host passes to a plugin's functions, for each account and each call.", [
        "contract/calls.ts",
        "contract/context.ts",
        "clock.ts",
      ]),
      coreReference(
        "Errors and schemas",
        "errors",
        "One class for all errors, their [codes](../../docs/errors.md), and functions that use schemas.",
        ["errors/casement-error.ts", "errors/error-codes.ts", "errors/invalid-input.ts", "contract/validate.ts", "nearest-name.ts"],
      ),
      coreReference(
        "Scopes and permissions",
        "scopes",
        "Which plugin asks for which permission, what follows when one is missing, and which permissions each Graph request accepts. [Scopes explained](../../docs/scopes.md) is the introduction.",
        [
          "scopes/create-scope-report.ts",
          "scopes/registry-input.ts",
          "scopes/scope-report.ts",
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
        ],
      ),
      {
        title: "The host",
        at: "reference/host",
        lead: "The interface of a running host for programs. To begin, see [Compose your own app](../../docs/compose-your-own-app.md).",
        folder: "packages/host",
        files: [
          "create-host.ts",
          "api.ts",
          "lifecycle/console-logger.ts",
          "store/data-folder-lock.ts",
          "auth/inspect-sign-in.ts",
          "auth/client-secret.ts",
          "json/private-paths.ts",
          "services/resolve-aliases.ts",
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
          "readme/readme-with-tables.ts",
          "recording/record-graph.ts",
          "recording/create-replayed-area.ts",
        ],
      },
    ],
  },
  {
    title: "Project",
    pages: [
      { title: "Security and privacy", at: "security", source: "SECURITY.md" },
      { title: "Decisions", at: "decisions/index", source: "docs/decisions/README.md" },
    ],
  },
];

export const isReferencePage = (page: SitePage | ReferencePage): page is ReferencePage => "files" in page;
