// The keys of an app's config.yaml, as developers.home-assistant.io/docs/apps/configuration documents them (read in November 2026). Keys that this
// app has no use for are missing, so that one that is added by mistake is noticed. `addon_config` is the older name of `app_config`.

const text = { type: "string", minLength: 1 };
const flag = { type: "boolean" };

export const appSchema = {
  type: "object",
  required: ["name", "version", "slug", "description", "arch"],
  additionalProperties: false,
  properties: {
    name: text,
    version: text,
    slug: { type: "string", pattern: "^[-_.A-Za-z0-9]+$" },
    description: text,
    url: { type: "string", format: "uri" },
    image: { type: "string", pattern: "^[a-z0-9./-]+$" },
    arch: { type: "array", items: { enum: ["aarch64", "amd64"] }, minItems: 1, uniqueItems: true },
    startup: { enum: ["initialize", "system", "services", "application", "once"] },
    boot: { enum: ["auto", "manual", "manual_only"] },
    init: flag,
    ingress: flag,
    ingress_port: { type: "integer", minimum: 0, maximum: 65_535 },
    ingress_entry: text,
    ingress_stream: flag,
    panel_icon: { type: "string", pattern: "^mdi:" },
    panel_title: text,
    panel_admin: flag,
    homeassistant: text,
    services: { type: "array", items: { type: "string", pattern: "^(mqtt|mysql):(provide|want|need)$" } },
    ports: { type: "object", patternProperties: { "^\\d+/(tcp|udp)$": { type: ["integer", "null"] } }, additionalProperties: false },
    map: {
      type: "array",
      items: {
        type: "object",
        required: ["type"],
        additionalProperties: false,
        properties: { type: { enum: ["app_config", "addon_config", "share", "ssl", "media", "data"] }, read_only: flag, path: text },
      },
    },
    backup: { enum: ["hot", "cold"] },
    backup_pre: text,
    backup_post: text,
    backup_exclude: { type: "array", items: text },
    watchdog: { type: "string", pattern: "^(https?|\\[PROTO:\\w+\\]|tcp)://\\[HOST\\]:(\\[PORT:\\d+\\]|\\d+).*$" },
    tmpfs: flag,
    apparmor: { type: ["boolean", "string"] },
    options: { type: "object" },
    schema: { type: "object" },
    timeout: { type: "integer" },
    breaking_versions: { type: "array", items: text },
    stage: { enum: ["stable", "experimental", "deprecated"] },
  },
};

/** Whether a default fits the type of an option: `bool`, `str`, `url?`, `list(a|b)`, or a list of these. */
export function fitsOption(value: unknown, type: unknown): boolean {
  if (Array.isArray(type)) return Array.isArray(value) && value.every((each) => fitsOption(each, type[0]));
  const [, name, choices] = /^(\w+)(?:\((.*)\))?\??$/.exec(String(type)) ?? [];
  if (name === "bool") return typeof value === "boolean";
  if (name === "list") return (choices ?? "").split("|").includes(String(value));
  if (name === "str" || name === "url") return typeof value === "string";
  return false;
}
