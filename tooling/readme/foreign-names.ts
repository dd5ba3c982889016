// Names in documents that are not this product's. Each is as the documents have it; a test notices when none has it any more.

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Of Home Assistant. */
const homeAssistant = words(`
  addon_configs calendar.family calendar.get_events mqtt.publish todo.groceries`);

/** Of the integrations O365 and MS365 of Home Assistant, from which documents lead away. */
const oldIntegrations = words(`
  email_sensor ms365_calendar.create_calendar_event o365.create_calendar_event`);

/** Files and libraries of other programs. */
const otherPrograms = words(`
  claude_desktop_config.json .vscode/mcp.json exchangelib ews-javascript-api ItemId ChangeKey openapi-python-client
  customHosts knownAuthorities ~/.config/khal/config ~/.config/todoman/config.py ~/.config/vdirsyncer/config --publish stop_grace_period`);

/** Lines for other programs, headers of other protocols, and parts of names. */
const others: readonly string[] = [
  ...["--build-arg BASE=…", "gh attestation verify oci://ghcr.io/casement/casement:latest --repo casement/casement"],
  ...[
    "launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/io.github.casement.plist",
    "launchctl bootout gui/$(id -u)/io.github.casement",
  ],
  ...[
    "~/Library/LaunchAgents/io.github.casement.plist",
    "Unregister-ScheduledTask -TaskName Casement",
    "ssh -L 8365:127.0.0.1:8365 server",
  ],
  "mosquitto_sub -t 'homeassistant/+/casement/#' -t 'casement/#' --retained-only --remove-retained -W 5",
  ...["appendfsync everysec", "REDIS_SERVER=valkey-server"],
  ...["vdirsyncer discover", "vdirsyncer sync", "vdirsyncer metasync", "Cross-Origin-Opener-Policy: same-origin"],
  ...["X-Forwarded-For", "X-Forwarded-Prefix", "…_rescan", "…_todo", "http://127.0.0.1:8365/notifications"],
];

/** What an example calls its own things. */
const examples: readonly string[] = [
  ...["automation.mts", "node automation.mts", "http://127.0.0.1:9000/hook", "mosquitto-clients", "armv7l"],
  ...["BROKER_PASSWORD", "./my-plugin", "cid:picture-2", "~k7q:AAlqAsQmqn00001gAAA="],
];

/** Of scripts of this repository, whose own help lists them. */
const scripts: readonly string[] = [
  ...["build-when-stale.ts", ".casement/screenshots", "--readme", "--width 390 --theme dark --language de --calendars 50 --page calendar"],
  ...["clock/150-s-ahead", "input/unknown-names", "input/several-recipients"],
];

export const foreignNames: ReadonlySet<string> = new Set([
  ...homeAssistant,
  ...oldIntegrations,
  ...otherPrograms,
  ...others,
  ...examples,
  ...scripts,
]);
