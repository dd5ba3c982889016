/**
 * What the published sources of a package may import. Its tests may also import what `devDependencies` declare, of the package or of the
 * workspace. The workspace declares @casement/testing for the tests of the host, which cannot declare it: testing imports the host, so their
 * builds would wait for each other.
 */
export interface AllowedDependencies {
  /** Names of packages; `*` at the end matches any rest. */
  readonly packages: readonly string[];
  /** Whether it may import Node modules (`node:fs`). */
  readonly node: boolean;
  /** It imports only types, so nothing of a dependency runs. */
  readonly typesOnly?: true;
  /** It declares packages so that they are installed together; others import them. */
  readonly bundle?: true;
  /** Dependencies that only one folder or file may import, as paths below the package. */
  readonly onlyIn?: Readonly<Record<string, string>>;
  /** The end of the error message. */
  readonly reason: string;
}

/** The arrows of ARCHITECTURE.md. The first row whose pattern matches the package's name applies. */
export const allowedDependencies: readonly (readonly [pattern: string, AllowedDependencies])[] = [
  [
    "@casement/core",
    {
      packages: ["@standard-schema/spec"],
      node: false,
      typesOnly: true,
      reason: "core is the contract: it imports only types and does no I/O",
    },
  ],
  [
    "@casement/graph-permissions",
    { packages: ["@casement/core"], node: false, typesOnly: true, reason: "it is a table and a function that reads it" },
  ],
  ["@casement/graph-time", { packages: ["temporal-polyfill"], node: false, reason: "it is a small pure library" }],
  [
    "@casement/graph-input",
    {
      packages: ["@casement/core", "@casement/graph-text", "@casement/graph-time", "zod"],
      node: false,
      reason: "it has the fields that services share, and nothing of one plugin",
    },
  ],
  [
    "@casement/graph-calendar",
    {
      packages: [
        "@casement/core",
        "@casement/graph-input",
        "@casement/graph-text",
        "@casement/graph-time",
        "rrule-temporal",
        "temporal-polyfill",
        "zod",
      ],
      node: false,
      reason: "it is pure code that the two calendar plugins share",
    },
  ],
  [
    "@casement/graph-text",
    {
      packages: ["email-addresses", "htmlparser2", "sanitize-html"],
      node: true,
      reason: "it is a small pure library; it uses only node:module, to load its libraries at first use",
    },
  ],
  [
    "@casement/host",
    {
      packages: [
        "@casement/core",
        "@azure/msal-node",
        "@microsoft/microsoft-graph-client",
        "email-addresses",
        "reflect-metadata",
        "tinyqueue",
        "tsyringe",
        "write-file-atomic",
        "yaml",
        "zod",
      ],
      node: true,
      onlyIn: { tsyringe: "src/composition/", "reflect-metadata": "src/create-host.ts" },
      reason: "the host is the runtime: it names no plugin, no surface and no emulator",
    },
  ],
  [
    "@casement/plugin-*",
    {
      packages: [
        "@casement/core",
        "@casement/graph-input",
        "@casement/graph-time",
        "@casement/graph-calendar",
        "@casement/graph-text",
        "fflate",
        "rrule-temporal",
        "temporal-polyfill",
        "unpdf",
        "zod",
      ],
      node: false,
      reason: "a plugin uses core, a schema library and small pure libraries; the host provides Graph, files and time",
    },
  ],
  [
    "@casement/surface-caldav",
    {
      packages: [
        "@casement/core",
        "@casement/graph-time",
        "@casement/host",
        "@casement/surface-http",
        "ical.js",
        "saxes",
        "temporal-polyfill",
      ],
      node: true,
      reason: "it is a part of the HTTP interface and names no plugin; it reads iCalendar with ical.js, and Outlook's names of time zones",
    },
  ],
  [
    "@casement/surface-mcp",
    {
      packages: [
        "@casement/core",
        "@casement/graph-text",
        "@casement/graph-time",
        "@casement/host",
        "@modelcontextprotocol/client",
        "@modelcontextprotocol/server",
      ],
      node: true,
      reason: "a surface names no plugin; it reads addresses as the plugins do, to know whom a call would reach",
    },
  ],
  [
    "@casement/surface-http",
    {
      packages: ["@casement/core", "@casement/host", "@hono/node-server", "hono", "qr"],
      node: true,
      onlyIn: { qr: "src/access" },
      reason: "a surface is a function of a running host and names no plugin",
    },
  ],
  [
    "@casement/surface-*",
    {
      packages: ["@casement/core", "@casement/host", "@hono/node-server", "hono", "mqtt", "zod"],
      node: true,
      reason: "a surface is a function of a running host and names no plugin",
    },
  ],
  [
    "@casement/graph-emulator",
    {
      packages: ["@casement/core", "@casement/graph-permissions", "@casement/graph-time", "zod"],
      node: true,
      reason: "the emulator replaces Microsoft: it does not import the host that it tests; both use the permission map in core",
    },
  ],
  [
    "@casement/testing",
    {
      packages: [
        "@casement/core",
        "@casement/host",
        "@casement/graph-emulator",
        "@casement/graph-permissions",
        "ajv",
        "ajv-formats",
        "vitest",
        "zod",
      ],
      node: true,
      reason: "it joins host and emulator for the tests of any plugin, so it names no plugin",
    },
  ],
  [
    "create-casement-plugin",
    {
      packages: ["@casement/core", "@casement/graph-permissions"],
      node: true,
      reason: "it writes files, and looks up in the permission map which requests a permission allows",
    },
  ],
  [
    "@casement/all",
    {
      packages: ["@casement/*", "aedes", "casement"],
      node: false,
      bundle: true,
      reason: "it only brings the packages together; the hub imports them",
    },
  ],
  [
    "@casement/relay",
    {
      packages: ["@casement/core"],
      node: true,
      reason: "what runs on somebody else's machine must be small enough to read; a hub gives it its receiver",
    },
  ],
  [
    "@casement/cluster",
    {
      packages: ["@casement/core", "@casement/host", "bullmq", "ioredis"],
      node: true,
      onlyIn: { bullmq: "src/ownership/" },
      reason: "it implements the ports of the host on Redis, and names no plugin and no surface",
    },
  ],
  ["@casement/client", { packages: [], node: false, reason: "it is small, and runs wherever there is fetch: it brings nothing along" }],
  [
    "node-red-contrib-casement",
    { packages: ["@casement/client"], node: false, reason: "it is a client of a hub that runs elsewhere; Node-RED provides the rest" },
  ],
  ["@casement/dashboard", { packages: [], node: true, reason: "it exports the path of its built files; their dependencies are bundled" }],
  [
    "casement",
    {
      packages: ["@casement/*", "aedes", "commander", "eventsource-parser", "yaml", "zod"],
      node: true,
      onlyIn: { aedes: "src/demo/" },
      reason: "the hub only joins the packages; what they do belongs in them",
    },
  ],
];

/** The only package whose sources may name plugins. */
export const hubPackage = "casement";
