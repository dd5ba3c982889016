/** What to use in place of a banned name. */
export interface BannedName {
  /** The end of the error message. */
  readonly use: string;
  /** Folders in which the name is not banned. */
  readonly allowedIn?: readonly string[];
}

/**
 * Names that files and exports must not have, each with the right word. They are in kebab-case and match exports in any case:
 * `graph-service` matches `GraphService`. Only whole names match: `tour` does not match `tourGuide`.
 */
export const bannedNames: Readonly<Record<string, string | BannedName>> = {
  // Metaphors, where the field has a term.
  "a-quarter-million": "maxItemsPerKey",
  bench: { use: "rig or harness; a bench is a benchmark", allowedIn: ["tooling/bench/"] },
  "borrow-registration": "sharedRegistration",
  born: "startedAt",
  "call-lane": "RequestPipeline",
  exchange: "a name that says which exchange, such as GraphRequest",
  fate: "a name that says what happened: deleted, evicted or moved",
  "fate-of": "classifyMissing",
  horizon: "lookAhead",
  house: "a name that says what it contains, such as fakeDevicesPlugin",
  lane: "pipeline",
  lateness: "maxEventDelay",
  lender: "signInOwner",
  lenders: "signInOwners",
  luck: "jitter",
  outbox: "PublishQueue",
  patience: "timeout, or a verb such as advance",
  scene: "a name that says what it sets up, such as gatewayHarness",
  slack: "clockTolerance",
  slots: "Semaphore",
  social: "batchable",
  solitary: "unbatched",
  stamp: "AuthMiddleware",
  statement: "StatePublisher or RetainedState",
  statements: "RetainedStates",
  stranger: "a name that says what is foreign, such as OutsideFolder",
  strangers: "foreignGraphUse",
  survey: "PluginInventory",
  suspect: "markSlow",
  ticket: "CallOption",
  tour: "a name that says what it runs, such as PluginRun or runEverything",
  turns: "SerialQueue, or a name that says whose turns",
  wish: "PermissionRequest",
  wishes: "permissionRequests",
  "account-wishes": "accountRequests",
  "wishes-of": "permissionRequestsOf",
  work: "TaskTracker, or a name that says which work",
  world: "a name that says what it simulates, such as fakeState",

  // Single words that do not say what they name.
  about: "viewData",
  asked: "onDemand",
  ended: "ExitCodeError",
  late: "a name that says what may be late, such as mayStillAppear",
  "left-out": "withheld",
  "note-left": "markMoved",
  "on-up": "onConnected",
  own: "a name that says whose it is",
  "print-of": "fingerprintOf",
  recent: "recentlySeen",
  "say-all": "republishAll",
  shown: "a name that says what is shown, such as matchingMessages",
  "take-up": "reload",
  tell: "publishIfChanged",
  "tell-gone": "publishGone",
  told: "announced, or a verb such as announceSent",
  up: "connected",
  want: "needs",
  wants: "needs",
  wrote: "markWritten",

  // Words that mean something else here, or nothing.
  answer: "response for HTTP, reply for a person, responded for an invitation",
  answers: "responses for HTTP, replies for a person",
  "create-wire": "createRequestSender",
  "emulator-wire": "emulatorTransport",
  engine: "host",
  "graph-service": "Workload",
  "graph-wire": "RequestSender",
  place: "path, location, address or folder",
  places: "paths, locations, addresses or folders",
  "remote-wire": "remoteTransport",
  wire: "transport",
  "wire-options": "TransportOptions",
};

/** Names that exports must not have, in this case only. Files may have them. */
export const bannedExports: Readonly<Record<string, string>> = {
  // Generic names.
  Send: "FetchMiddleware",
  changed: "a name that says what a change means, such as eventsOfChange",
  due: "a name that says what is due, such as dueEvents",
  events: "a name that says which events, such as eventSchemas or listEvents",
  good: "a name that says what is right, such as validPlugin",
  id: "a name that says whose id, such as messageId",
  invalid: "a name that says what is invalid, such as invalidInput",
  item: "a name that says which item, such as taskItem",
  mark: "a name that says what is marked, such as markMessages",
  when: "a name that says which time, such as dateOrDateTime",

  // Factories are called createX.
  accountSession: "createAccountSession",
  chatArea: "createChatArea",
  collectionArea: "createCollectionArea",
  groupsArea: "createGroupsArea",
  loginNetwork: "createLoginNetwork",
  mailArea: "createMailArea",
  mailboxSettingsArea: "createMailboxSettingsArea",
  pendingCallbacks: "createPendingCallbacks",
  presenceArea: "createPresenceArea",
  sealedFile: "createSealedFile",
  subscriptionsArea: "createSubscriptionsArea",
  todoArea: "createTodoArea",
  tokenCache: "createTokenCache",
  tokenHolder: "createTokenHolder",
  usersArea: "createUsersArea",
};
