/** What the published sources of a package may import. Its tests may also import what `devDependencies` declare. */
export interface AllowedDependencies {
  /** Names of packages; `*` at the end matches any rest. */
  readonly packages: readonly string[];
  /** Whether it may import Node modules (`node:fs`). */
  readonly node: boolean;
  /** It imports only types, so nothing of a dependency runs. */
  readonly typesOnly?: true;
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
  ["@casement/graph-time", { packages: ["temporal-polyfill", "windows-iana"], node: false, reason: "it is a small pure library" }],
  [
    "@casement/graph-calendar",
    {
      packages: ["@casement/core", "@casement/graph-text", "@casement/graph-time", "rrule-temporal", "temporal-polyfill", "zod"],
      node: false,
      reason: "it is pure code that the two calendar plugins share",
    },
  ],
  [
    "@casement/graph-text",
    {
      packages: ["htmlparser2", "sanitize-html"],
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
        "reflect-metadata",
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
        "@casement/graph-time",
        "@casement/graph-calendar",
        "@casement/graph-text",
        "fflate",
        "rrule-temporal",
        "temporal-polyfill",
        "zod",
      ],
      node: false,
      reason: "a plugin uses core, a schema library and small pure libraries; the host provides Graph, files and time",
    },
  ],
  [
    "@casement/surface-*",
    {
      packages: ["@casement/core", "@casement/host", "@hono/node-server", "hono", "mqtt", "@modelcontextprotocol/sdk", "zod"],
      node: true,
      reason: "a surface is a function of a running host and names no plugin",
    },
  ],
  [
    "@casement/graph-emulator",
    {
      packages: ["@casement/core", "@casement/graph-permissions", "@casement/graph-time"],
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
  ["@casement/dashboard", { packages: [], node: true, reason: "it exports the path of its built files; their dependencies are bundled" }],
  [
    "casement",
    {
      packages: ["@casement/*", "aedes", "commander", "yaml", "zod"],
      node: true,
      onlyIn: { aedes: "src/demo/" },
      reason: "the hub only joins the packages; what they do belongs in them",
    },
  ],
];

/** The only package that may name plugins. */
export const hubPackage = "casement";
