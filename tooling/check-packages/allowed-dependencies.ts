/** What one kind of package may use in what it ships. Tests may use more: whatever `devDependencies` declare. */
export interface Allowance {
  /** Packages; `*` stands for the rest of a name. */
  readonly packages: readonly string[];
  /** Modules of Node (`node:fs`). */
  readonly node: boolean;
  /** Types only: nothing of it is left when the program runs. */
  readonly typesOnly?: true;
  /** Packages that one folder or file alone may import. */
  readonly onlyIn?: Readonly<Record<string, string>>;
  /** The reason, for whoever meets the rule. */
  readonly why: string;
}

/** The arrows of ARCHITECTURE.md. The first row that fits a package's name holds. */
export const allowances: readonly (readonly [name: string, Allowance])[] = [
  [
    "@casement/core",
    {
      packages: ["@standard-schema/spec"],
      node: false,
      typesOnly: true,
      why: "core is the contract: it imports only types and does no I/O",
    },
  ],
  ["@casement/graph-permissions", { packages: ["@casement/core"], node: false, typesOnly: true, why: "it is a table and its reader" }],
  ["@casement/graph-time", { packages: ["temporal-polyfill", "windows-iana"], node: false, why: "it is a small pure library" }],
  [
    "@casement/graph-calendar",
    {
      packages: ["@casement/core", "@casement/graph-text", "@casement/graph-time", "rrule-temporal", "temporal-polyfill", "zod"],
      node: false,
      why: "it holds what two calendar plugins share, and is pure",
    },
  ],
  [
    "@casement/graph-text",
    {
      packages: ["htmlparser2", "sanitize-html"],
      node: true,
      why: "it is a small pure library; node:module alone, to load its own libraries when they are first used",
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
      why: "the host is the runtime: it names no plugin, no surface and no emulator",
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
      why: "a plugin uses core, its schema library and small pure libraries; the host gives it Graph, files and time",
    },
  ],
  [
    "@casement/surface-*",
    {
      packages: ["@casement/core", "@casement/host", "@hono/node-server", "hono", "mqtt", "@modelcontextprotocol/sdk", "zod"],
      node: true,
      why: "a surface is a function of a running host and names no plugin",
    },
  ],
  [
    "@casement/graph-emulator",
    {
      packages: ["@casement/core", "@casement/graph-permissions", "@casement/graph-time"],
      node: true,
      why: "the emulator imitates Microsoft: of the host it tests, it shares only core's permission map",
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
      why: "it joins host and emulator for tests of any plugin, so it names none",
    },
  ],
  [
    "create-casement-plugin",
    {
      packages: ["@casement/core", "@casement/graph-permissions"],
      node: true,
      why: "it writes files, and asks the permission map which call fits a permission",
    },
  ],
  ["@casement/dashboard", { packages: [], node: true, why: "it says where its built files are; what is in them is bundled" }],
  [
    "casement",
    {
      packages: ["@casement/*", "aedes", "commander", "yaml", "zod"],
      node: true,
      onlyIn: { aedes: "src/demo/" },
      why: "the hub puts the packages together; what they do belongs in them",
    },
  ],
];

/** The only package that may name plugins. */
export const namesPlugins = "casement";
