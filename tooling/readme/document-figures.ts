/** A limit, a time or a default of the product, and how documents say it. */
export interface DocumentFigure {
  /** The text of the source that decides it. */
  readonly file: string;
  readonly has: string;
  /** Parts of sentences with the figure, with enough around it to be about this one. */
  readonly says: readonly string[];
}

const of = (file: string, has: string, ...says: readonly string[]): DocumentFigure => ({ file, has, says });

/** When a source changes, its row fails: correct the documents and the row. When a document changes a figure, no row has it. */
export const documentFigures: readonly DocumentFigure[] = [
  // Access
  of(
    "packages/surface-http/src/access/browser-sessions.ts",
    "linkLifetime = 10 * 60_000;",
    ...["opens one browser within ten minutes", "expires after ten minutes", "on the phone within ten minutes", "Within ten minutes, open"],
  ),
  of(
    "packages/surface-http/src/access/access-store.ts",
    "sessionLifetime = 90 * day;",
    ...["not used for 90 days", "at least once in 90 days"],
  ),
  of("packages/surface-http/src/access/access-store.ts", "useInterval = 5 * minute;", "written to the disk at most every five minutes"),
  of("packages/surface-http/src/access/secret-hash.ts", "randomBytes(20)", "at least 160 random bits"),
  of("packages/surface-http/src/access/secret-hash.ts", "randomBytes(32)", "an address with 256 random bits"),
  of("packages/surface-http/src/oauth/request-rate.ts", "maxRequests = 60;", "60 such requests a minute", "60 a minute from one address"),
  of("packages/surface-mcp/src/confirmation/pending-calls.ts", "tokenLifetime = 10;", "A token works once, for ten minutes"),
  of("packages/surface-mcp/src/confirmation/call-rate.ts", "maxCallsPerMinute = 120;", "120 calls a minute"),
  of(
    "packages/surface-http/src/access/guess-limit.ts",
    "maxFailures = 5;",
    ...["After five wrong passwords", "After five wrong tokens", "After five wrong secrets", "after five wrong secrets"],
  ),
  of(
    "packages/core/src/errors/error-codes.ts",
    '"too-many-attempts": {\n    status: 429,',
    ...["from that address with 429", "`too-many-attempts`, status 429", "further ones get status 429", "one address, then status 429"],
  ),
  of("packages/core/src/errors/error-codes.ts", '"too-many-calls": {\n    status: 503,', "`too-many-calls`, status 503"),
  of("packages/core/src/errors/error-codes.ts", "forbidden: {\n    status: 403,", "Otherwise it refuses with 403"),
  of("packages/core/src/errors/error-codes.ts", "unauthorized: { status: 401,", "programs get status 401 or 404"),
  of("packages/core/src/errors/error-codes.ts", '"host-refused": {\n    status: 421,', "another `Host` header get status 421"),
  of("packages/surface-caldav/src/collections/dav-context.ts", "new DavError(503,", "has not read yet answers 503"),
  of("packages/surface-webhooks/src/delivery/send-delivery.ts", "status === 410", "Respond with 410"),
  of("apps/dashboard/web/wall/wall-settings.ts", 'defaultNight = { from: "22:00", to: "06:00" }', "is dimmed (22:00 to 6:00"),
  // Files and bodies
  of("packages/host/src/store/atomic-file.ts", "mode: 0o600,", "(mode 0600)", "unencrypted files with mode 0600"),
  of("packages/host/src/store/atomic-file.ts", "mode: 0o700 }", "the data folder (mode 0700)"),
  of("packages/host/src/config/webhooks-config.ts", "length >= 24 && length <= 64", "the base64 of 24 to 64 random bytes"),
  of("packages/host/src/config/webhooks-config.ts", "{0,31}$/, ", "At most 32 lowercase letters"),
  of(
    "packages/host/src/services/uploaded-files.ts",
    "maxUploadSize: number = 25 * 1024 * 1024;",
    ...["(up to 25 MB each", "The hub keeps the file, of up to 25 MB", "bodies of up to 25 MB", "an uploaded file is larger than 25 MB"],
  ),
  of("packages/plugin-email/src/services/download-attachment.ts", "maxSize = 25 * 1024 * 1024;", "Attachments of up to 25 MB"),
  of("packages/surface-http/src/body-reader.ts", "bytes: 1024 * 1024,", "The request body is larger than 1 MB"),
  of("packages/plugin-email/src/message-body.ts", "maxHtmlLength = 100_000;", "more than 100,000 characters"),
  of("packages/plugin-email/src/services/send-with-files.ts", "maxInlineBytes = 3_000_000;", "more than 3 MB in total"),
  of("packages/plugin-email/src/services/files-to-send.ts", "maxAttachmentBytes = 150 * 1024 * 1024;", "each can have up to 150 MB"),
  of("packages/graph-calendar/src/services/event-attachments.ts", "maxAttachmentBytes = 150 * 1024 * 1024;", "files of up to 150 MB each"),
  of(
    "packages/host/src/services/data-file.ts",
    "maxDataBytes = 10 * 1024 * 1024;",
    ...["QQ==` with up to 10 MB", "comes with the call, up to 10 MB"],
  ),
  of("packages/plugin-email/src/services/read-attachment.ts", "maxSize = 10 * 1024 * 1024;", "plain text of up to 10 MB"),
  of("packages/plugin-email/src/services/read-attachment.ts", "maxLength = 15_000;", "returns 15,000 characters at a time"),
  of("packages/plugin-email/src/feeds/search-queries.ts", "maxSearchResults = 1000;", "counts are exact up to 1,000"),
  of("packages/plugin-email/src/attachment-text.ts", "maxPages = 200;", "the first 200 pages"),
  of(
    "packages/host/src/apart/apart-request.ts",
    "maxMs = 20_000;",
    ...["ends after 20 seconds", "more than 20 seconds or", "at most 20 seconds and"],
  ),
  of(
    "packages/host/src/apart/apart-request.ts",
    "maxMemory: number = 512 * 1024 * 1024;",
    ...["or at 512 MB", "or 512 MB of memory", "and 512 MB of memory"],
  ),
  of("packages/host/src/store/key.ts", "keyBytes = 32;", "`CASEMENT_KEY` (32 bytes"),
  of("apps/hub/src/backup/backup-passphrase.ts", "minPassphraseLength = 12;", "a passphrase of at least 12 characters"),
  // Calendar programs
  of("packages/surface-caldav/src/xml/read-xml.ts", "maxDepth = 32;", "only up to 2 MB, 32 levels"),
  of("packages/surface-caldav/src/protocol/read-body.ts", "maxXmlBytes = 2 * 1024 * 1024;", "only up to 2 MB"),
  of("packages/surface-caldav/src/xml/read-xml.ts", "maxElements = 10_000;", "32 levels and 10,000 elements"),
  of(
    "packages/surface-caldav/src/protocol/put-resource.ts",
    "maxBytes = 1024 * 1024;",
    ...["iCalendar up to 1 MB", "at most 1 MB of iCalendar"],
  ),
  of(
    "packages/surface-caldav/src/ics/serve-ics.ts",
    '"REFRESH-INTERVAL", parameters: { VALUE: "DURATION" }, values: ["PT15M"]',
    "asks programs to read every 15 minutes",
  ),
  of("packages/graph-calendar/src/calendar-event-mapper.ts", "maxBodyLength = 2000;", "one of more than 2,000 characters"),
  of("packages/host/src/agenda/search-outside.ts", "longestMs = 1_800 * dayMs;", "reaches 1,800 days beyond the window"),
  of("packages/host/src/config/caldav-config.ts", "pastDays: days.default(90)", "is stored from 90 days ago"),
  of("packages/host/src/config/caldav-config.ts", "default({ pastDays: 90, futureDays: 365 })", "90 past and 365 future days"),
  // Sensors and events
  of("packages/host/src/feeds/scheduler.ts", "freshnessGraceMs = 30_000;", ...["interval plus 30 seconds"]),
  of("packages/host/src/plugins/read-timeout.ts", "maxReadMs = 10 * 60_000;", "interval plus 30 seconds, or ten minutes, is aborted"),
  of("packages/host/src/feeds/feed-key.ts", "maxPagesWithoutNews = 50;", "50 pages in a row without anything new"),
  of(
    "packages/host/src/sensors/sensor-table.ts",
    "keepGoneMs = 30 * dayMs;",
    ...["topics are deleted after 30 days", "stays unavailable for 30 days"],
  ),
  of("packages/host/src/events/journal.ts", "maxJournalEvents = 5_000;", "the latest 5,000 events", "(the latest 5,000)"),
  of("packages/graph-calendar/src/feeds/calendar-window.ts", "daysAhead = 14;", ...["the next 14 days", "to 14 days ahead"]),
  of("packages/host/src/config/load-config.ts", "defaultHistoryDays = 30;", "its state changed in the last 30 days"),
  of("packages/host/src/graph/graph-metrics.ts", "hoursKept = 24;", "requests to Microsoft of the last 24 hours"),
  of("packages/host/src/logging/recent-log.ts", "maxLogEntries = 1_000;", "the latest 1,000 lines"),
  of(
    "packages/host/src/services/call-limit.ts",
    "maxWaitingCalls = 200;",
    "If 200 calls of the account are waiting",
    "calls beyond 200 waiting ones",
  ),
  of("packages/host/src/graph/graph-clock.ts", "maxErrorMs = 2 * 60_000;", "more than two minutes off", "by more than two minutes"),
  of(
    "packages/host/src/graph/list-cursor.ts",
    "readIntervalMs = 5 * 60_000 - 15_000;",
    ...["read completely every five minutes", "reads the window every five minutes", "each list completely every five minutes"],
  ),
  of("packages/cluster/src/state/store-errors.ts", "daysAside = 30;", "What is damaged is kept for 30 days"),
  of("packages/cluster/src/state/scripts.ts", "maxJournalLength = 100_000;", "it keeps 100,000 events"),
  of("packages/cluster/src/state/step-queue.ts", "maxWaiting = 1_000;", "up to 1,000 steps wait"),
  of("packages/cluster/src/ownership/slot-keys.ts", "slotCount = 256;", "one of 256 slots"),
  of("packages/cluster/src/ownership/redis-ownership.ts", "drainedAtOnce = 16;", "16 slots at a time"),
  of(
    "packages/host/src/auth/client-secret.ts",
    'left <= dayMs ? "1 day" : left <= 7 * dayMs ? "7 days" : left <= 30 * dayMs ? "30 days"',
    ...["30, 7 and 1 days", "30, 7 or 1 days", "expires within 30 days, or has expired"],
  ),
  of("apps/hub/src/commands/wait-for-switch.ts", "defaultHintAfterMs = 30_000;", "After 30 seconds the command and the dashboard say"),
  of("packages/core/src/contract/service-mistakes.ts", "maxSummaryLength = 80;", "at most 80 characters"),
  of("packages/core/src/duration.ts", "shortestIntervalMs = 15_000;", "at least 15 s"),
  of("packages/plugin-status/src/services/set-presence.ts", ".max(240)", "for 5 to 240 minutes"),
  of(
    "packages/plugin-status/src/plugin.ts",
    'every: "15s"',
    "seconds old instead of 15 seconds",
    "presence of everyone**, every 15 seconds",
  ),
  of("packages/plugin-status/src/read-presences.ts", "maxIdsPerRequest = 650;", "up to 650 in one request"),
  of("packages/plugin-autoreply/src/plugin.ts", 'every: "300s"', "happen every 5 minutes"),
  of("packages/graph-calendar/src/sensors/view-calendar.ts", "defaultMaxItems = 100;", "entries in `events`. Default: 100."),
  of("packages/plugin-chat/src/config.ts", "default(100)", "entries in `chats`. Default: 100."),
  of("packages/plugin-email/src/config.ts", "default(100)", "entries in `messages`. Default: 100."),
  of("packages/plugin-todo/src/sensors/list-view.ts", "filter.maxItems ?? 100;", "entries in `tasks`. Default: 100."),
  // A cluster
  of("packages/cluster/src/ownership/redis-ownership.ts", "lockDuration: 10_000,", "suspended for more than 10 s"),
  of("packages/cluster/src/ownership/account-trials.ts", "firstPause: 300_000,", "tried again after 5, 10, 20 minutes"),
  of("packages/cluster/src/ownership/account-trials.ts", "longestPause: 21_600_000,", "and so on, up to 6 hours"),
  of("packages/cluster/src/front/create-front.ts", "ownerLimit = 20_000", "After 20 seconds without one"),
  of("packages/surface-http/src/sign-in/sign-in-links.ts", "signInLinkDays = 7;", "it works for seven days"),
  of("packages/cluster/src/roles/hold-role.ts", "lockDuration: 8_000, interval: 1_000", "begins within nine seconds"),
  of("packages/cluster/src/ownership/account-trials.ts", "openingTime: 30_000,", "ends the process that runs it within 30 s"),
  of("packages/cluster/src/ownership/account-trials.ts", "soon: 5_000,", "later than 5 s after the opening counts half"),
  of("packages/cluster/src/notifications/front-notifications.ts", "passLimit = 1_000;", "for which it waits two seconds at most"),
  of("packages/core/src/errors/error-codes.ts", '"store-unavailable": {\n    status: 503,', "Otherwise it answers 503"),
  of("packages/cluster/src/notifications/pass-scripts.ts", "maxWaiting = 10_000;", "Up to 10,000 requests wait for a worker"),
  of("packages/cluster/src/notifications/known-receiver.ts", "renewedMs = 30_000;", "If no front has run for 30 seconds"),
  of("packages/cluster/src/status/worker-figures.ts", "interval = 10_000;", "told every 10 seconds"),
  of("packages/cluster/src/roles/renewed-lease.ts", "return lockDuration / 4;", "second process, for two seconds at most"),
  of("packages/cluster/src/calls/account-caller.ts", "defaultLimit = 16 * 60_000;", "waits, for 16 minutes at most"),
  of("packages/cluster/src/calls/redis-calls.ts", "waitLimit = 10_000", "a call waits for ten seconds"),
  of("packages/host/src/graph/lease-check.ts", "marginMs = 2_000;", "still lasts for two seconds"),
  // HTTP and the dashboard
  of(
    "packages/surface-http/src/stream/event-stream.ts",
    "heartbeatInterval = 20_000;",
    "at the start, then every 20 seconds",
    "A comment is sent every 20 s",
  ),
  of("packages/client/src/follow-hub.ts", "silenceTimeout = 45_000;", "A connection without a message for 45 seconds"),
  of("packages/client/src/follow-hub.ts", "longestRetry = 30_000;", "after `retryIn` ms, at most 30 seconds"),
  of("apps/dashboard/web/api/hub-stream.ts", "silenceTimeout = 45_000;", "is silent for 45 seconds", "the page says so within 45 seconds"),
  of("apps/dashboard/web/actions/careful-calls.ts", "undoTime = 5_000;", "Other calls wait five seconds"),
  of("apps/dashboard/web/calendar/pending-move.ts", "undoTime = 5_000;", "Five seconds to undo"),
  // MQTT
  of(
    "packages/surface-mqtt/src/publishing/state-publisher.ts",
    "defaultMaxAttributes = 16_000;",
    "in bytes. Default: 16000",
    "up to 16 kB for each new mail",
  ),
  of("packages/surface-mqtt/src/sensors/state-text.ts", "maxStateLength = 255;", "Text, at most 255 characters"),
  of("packages/surface-mqtt/src/calls/call-handler.ts", "maxSecondsOffline = 120;", "waited at the broker for more than two minutes"),
  // MCP
  of("packages/host/src/audit/audit-log.ts", "auditDays = 30;", "apart from all other data, for 30 days"),
  of("packages/host/src/audit/audit-log.ts", "maxAuditBytes: number = 10 * 1024 * 1024;", "30 days and at most 10 MB"),
  of("packages/host/src/audit/audit-log.ts", "maxDayBytes = maxAuditBytes / 5;", "of one day at most 2 MB"),
  of("packages/surface-mcp/src/tools/tool-list.ts", "maxListBytes = 40_000;", "The whole list has at most 40 kB"),
  of("packages/surface-mcp/src/tools/tool-list.ts", "on average: 125 tokens", "at most 125 a tool", "in at most 125 tokens a tool"),
  of(
    "packages/surface-mcp/src/results/fit-result.ts",
    "defaultMaxResult = 32_000;",
    "at most 32,000 characters, about 8,000 tokens",
    "at most 32,000 characters",
  ),
  of("packages/surface-mcp/src/resources/resources.ts", "maxEvents = 100;", "The last 100 events of an account"),
  of("packages/surface-mcp/src/sessions/mcp-sessions.ts", "maxMcpSessions = 50;", "Each client can have at most 50"),
  of("packages/surface-mcp/src/sessions/call-progress.ts", "aliveInterval = 10_000;", "hears every ten seconds that it is running"),
  of("tooling/bench/RESULTS-AGENTS.md", "| 61 | 39,699 | 28,675 | 6,809 |", "two accounts | 61 | 6,800 |"),
  of("tooling/bench/RESULTS-AGENTS.md", "| 42 | 30,204 | 21,723 | 5,198 |", "and To Do | 42 | 5,200 |"),
  of("tooling/bench/RESULTS-AGENTS.md", "| 19 | 13,844 | 10,005 | 2,283 |", "read-only | 19 | 2,300 |"),
  // Webhooks
  of("packages/surface-webhooks/src/messages/message-body.ts", "maxBody = 128 * 1_024;", "longer than 128 KiB"),
  of("packages/surface-webhooks/src/delivery/send-delivery.ts", "deliveryTimeout = 15_000;", "within 15 seconds**"),
  of("packages/surface-webhooks/src/delivery/retry-delay.ts", "firstDelay = 5_000;", "sent again after about 5 seconds"),
  of("packages/surface-webhooks/src/queue/delivery-queue.ts", "maxConcurrent = 4;", "up to four requests to a webhook"),
  of(
    "packages/surface-webhooks/src/queue/delivery-queue.ts",
    "messageLifetime = 24 * 60 * 60_000;",
    ...["for **24 hours**", "for more than 24 hours is dropped", "so are messages after 24 hours", "repeated for 24 hours"],
  ),
  of("packages/surface-webhooks/src/queue/delivery-queue.ts", "maxWaiting = 1_000;", "At most 1,000 messages"),
  of("packages/surface-webhooks/src/queue/delivery-queue.ts", "maxWaitingBytes = 4 * 1_024 * 1_024;", "or 4 MiB wait"),
  of(
    "packages/surface-webhooks/src/queue/delivery-queue.ts",
    "webhookLifetime = 3 * 24 * 60 * 60_000;",
    ...["failed for three days", "After **three days** without a success"],
  ),
  // Notifications and the relay
  of("packages/host/src/subscriptions/notification-gate.ts", "defaultSafetyMs = 10 * 60_000;", "reads everything once in ten minutes"),
  of("packages/surface-http/src/notifications/arrival-limit.ts", "burst = 1_000;", "sends beyond 1,000 requests"),
  of(
    "packages/surface-http/src/notifications/arrival-limit.ts",
    "perSecond = 50;",
    "1,000 requests and 50 a second",
    "at once, and then 50 a second",
  ),
  of(
    "packages/surface-http/src/notifications/arrival-limit.ts",
    "burst = 1_000;",
    "takes up to 1,000 for an account from one address at once",
  ),
  of(
    "packages/surface-http/src/notifications/arrival-limit.ts",
    "makeUpMs = 15_000;",
    "reads everything of that account once, 15 seconds later",
  ),
  of("packages/surface-http/src/notifications/notification-bodies.ts", "bytes: 1024 * 1024,", "Bodies have at most 1 MB each"),
  of("packages/surface-http/src/notifications/notification-bodies.ts", "bytes: 32 * 1024 * 1024,", "and 32 MB together"),
  of(
    "packages/host/src/subscriptions/task-waker.ts",
    "taskBudget = { burst: 60, everyMs: 10_000 }",
    "at most 60 times, and then every 10 seconds",
  ),
  of(
    "packages/host/src/subscriptions/task-waker.ts",
    "accountBudget = { burst: 240, everyMs: 2_000 }",
    "at most 240 times, and then every 2 seconds",
  ),
  of(
    "packages/relay/src/protocol/relay-protocol.ts",
    "heartbeatMs = 20_000;",
    "gives a sign of life every 20 seconds",
    "a comment every 20 seconds",
  ),
  of("packages/relay/src/server/create-relay.ts", "maxHubsOfClient = 20;", "at most 20 hubs of one address", "an address may have 20 hubs"),
  of("packages/relay/src/server/hub-registry.ts", "maxBytes = 64 * 1024 * 1024;", "together hold at most 64 MB", "All hubs may hold 64 MB"),
  of("packages/relay/src/server/waiting-wake-ups.ts", "keptMs = 10 * 60_000;", "comes meanwhile, for 10 minutes", "of the last 10 minutes"),
  of("packages/relay/src/server/waiting-wake-ups.ts", "maxWakeUps = 1_000;", "up to 1,000 changes", "10 minutes and 1,000 changes"),
  of("packages/relay/src/server/hub-challenges.ts", "lifetimeMs = 30_000;", "A text to sign within 30 seconds"),
  of("packages/relay/src/server/read-body.ts", "maxBytes = 1024 * 1024;", "bodies of 1 MB in"),
  of("packages/relay/src/server/read-body.ts", "timeoutMs = 10_000;", "1 MB in 10 seconds"),
  of("packages/relay/src/server/read-body.ts", "maxHeldBytes = 32 * 1024 * 1024;", "Unfinished bodies may hold 32 MB"),
  of("packages/relay/src/server/read-body.ts", "maxHeldBytesOfClient = 8 * 1024 * 1024;", "those of one address 8 MB"),
  of("packages/relay/src/server/relayed-hub.ts", "burst = 1_000;", "for each hub 1,000 requests at once"),
  of("packages/relay/src/server/relayed-hub.ts", "perSecond = 50;", "1,000 requests at once and 50 a second"),
  of("packages/relay/src/server/relay-options.ts", "defaultMaxHubs = 1_000;", "1,000 hubs (`--max-hubs`)", "up to 1,000 (`--max-hubs`)"),
];

/** Of Microsoft, of other programs, of a measurement or of an example. */
export const figuresOfOthers: readonly string[] = [
  // Microsoft
  ...[
    "| 1 minute | 3 minutes |",
    "| 2 minutes | 15 minutes |",
    "| 10 seconds | 1 minute |",
    "usually within ten seconds",
    "1,500 requests in 30 seconds",
  ],
  ...["the code of nine characters", "It is valid for 15 minutes", "changes to away after ten minutes", "have 120 to 200 characters"],
  // Home Assistant, Thunderbird, Standard Webhooks, O365
  ...["instead of every 15 minutes", "reads calendars and lists every 15 minutes", "at most every ten seconds"],
  ...["looks 15 minutes ahead", "less than 15 minutes before it starts", "asks for changes every 30 minutes"],
  ...["more than **five minutes** away", "the old defaults (5 messages"],
  // Measured
  ...[
    "within two seconds, and at the latest",
    "1,000 events and 500 tasks in both directions, and 400 simulated days",
    "25 mails take 2,941 tokens instead of 4,630",
  ],
  ...[
    "when their locks end: 5 to 12 s",
    "is replaced after 5 to 12 seconds",
    "about 70 MB of disk space",
    "741 permissions, 10,900 requests",
    "takes about 50 ms",
    "first client connects (0.2 s)",
    "`src/plugin.ts`, about 50 lines",
  ],
  // Microsoft
  "sends it again for up to four hours",
  // A budget
  "and 300 KiB of Redis for an account",
  // Examples
  ...[
    "To be told 10 minutes before, write `!!-10`",
    "set three hours late",
    "days with 23 or 25 hours",
    "twice, on two days",
    "on two days, and compares",
  ],
  ...["Two hubs on one broker", "Thirty requests, as an agent", "Default: 5, and 3.1.1", "Default: `127.0.0.1`", "a host with two plugins"],
  ...["responds to anything else with 501", "The dashboard at 390 px"],
];
