/**
 * The exported names of one word, by package, each with its reason. All other exported names have two words or more, so that a search
 * finds them. Tests and fixtures are exempt. A name that no source of its package exports any more is reported.
 */
export const oneWordNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "packages/core": {
    implies: "of permissions: one allows all that the other allows",
    service: "glossary: writes one service as one value",
    Account: "glossary",
    Agenda: "glossary",
    Clock: "the field's term: a source of time that tests replace",
    Duration: "the field's term: 30s, 5m, 2h",
    Feed: "glossary",
    Graph: "Microsoft Graph, as a plugin sees it",
    Logger: "the field's term",
    Plugin: "glossary",
    Presentation: "glossary",
    Schema: "Standard Schema's term",
    Scope: "glossary",
    Service: "glossary",
  },
  "packages/host": {
    Alarms: "glossary: callbacks at times of the wall clock",
    Authority: "MSAL's term: where an account signs in",
    Cloud: "Microsoft's term: a national cloud",
    Collection: "glossary: a calendar or task list, as calendar programs see it",
    Host: "glossary",
    Journal: "glossary",
    Ledger: "glossary",
    Scheduler: "glossary",
    Semaphore: "the field's term",
    Throttle: "the field's term: the pauses that Graph asked for",
    Transport: "glossary",
    Workload: "glossary",
  },
  "packages/graph-emulator": {
    Area: "the emulator's term: one part of Graph with its data and routes",
    Authority: "Entra's term: who may sign in at an address",
    Collection: "the field's term: stored items by id",
    Directory: "Entra's term: tenants, users and apps",
    Emulator: "glossary",
    Entra: "the product's name",
    Mailbox: "Graph's term: the folders and messages of one user",
    Route: "glossary: one method and path of an HTTP interface",
    Subscription: "Graph's resource type",
    Tenant: "Entra's term",
    User: "Graph's resource type",
    html: "the field's term: a template tag",
  },
  "packages/surface-http": {
    Route: "glossary: one method and path of an HTTP interface",
  },
  "packages/plugin-status": {
    Presence: "Graph's resource type",
  },
  "packages/testing": {
    Recorder: "the field's term: records requests and responses",
    Scrubber: "the field's term: removes private data from a recording",
  },
  "packages/create-casement-plugin": {
    Terminal: "the field's term: current folder, output and prompts",
    main: "the field's term: the entry point of a program",
  },
  "apps/dashboard": {
    Account: "glossary",
    Notice: "the term of user interfaces: a message on the page",
    Sensor: "glossary",
    Service: "glossary",
    Icon: "the field's term: a component",
    de: "language tag (BCP 47)",
    en: "language tag (BCP 47)",
    es: "language tag (BCP 47)",
    fr: "language tag (BCP 47)",
    nl: "language tag (BCP 47)",
  },
  "apps/hub": {
    main: "the field's term: the entry point of a program",
  },
  "tooling/bench": {
    Predecessor: "the program that Casement replaces",
  },
  "tooling/check-packed": {
    Tarball: "npm's term",
  },
};
