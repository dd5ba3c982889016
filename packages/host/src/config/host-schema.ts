import { isAbsolute } from "node:path";
import { z } from "zod";
import { type McpConfig, mcpSchema } from "./mcp-config.ts";
import { type MqttConfig, mqttSchema } from "./mqtt-config.ts";
import { hostKeysSchema } from "./plugin-block.ts";

// The schema of casement.yaml. Plugin blocks are checked by the plugins' schemas, unknown keys by `findUnknownKeys`.

export const guidPattern: RegExp = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const domain = /^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/i;
const mailAddress = /^[^\s@:]+@[^\s@]+$/;

const nonEmptyText = z.string().min(1, "is empty");
const accountType = nonEmptyText.refine(
  (value) => value === "work" || value === "personal" || guidPattern.test(value) || domain.test(value),
  {
    error: "must be work, personal, or the ID or domain of a tenant",
  },
);
const timeZone = nonEmptyText.refine(isTimeZone, { error: "is not an IANA time zone; use a name like Europe/Berlin" });
const secret = nonEmptyText.refine((value) => !guidPattern.test(value), {
  error:
    "looks like the secret's ID; it must be the secret's value, which the portal shows only when you create the secret. Create a new secret and copy the column Value",
});
const host = nonEmptyText.regex(
  /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/i,
  "must be a host name like example.com, or *.example.com for all its subdomains",
);
const port = z.preprocess(
  (value) => (typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value),
  z.int().min(0).max(65_535),
);
const url = (protocols: string) =>
  nonEmptyText.refine((value) => URL.canParse(value) && protocols.split(" ").includes(new URL(value).protocol), {
    error: `must be an address that starts with ${protocols.replace(" ", "// or ")}//`,
  });

const accountSchema = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "must be at most 32 lowercase letters, digits and hyphens, starting with a letter"),
  clientId: z.string().regex(guidPattern, "must be the application (client) ID, like 11111111-1111-4111-8111-111111111111"),
  clientSecret: secret.optional(),
  clientSecretExpires: z.string().refine(isDate, { error: "must be a date, like 2027-06-30" }).optional(),
  accountType,
  cloud: z.enum(["global", "usgov", "usgov-dod", "china"]).optional(),
  enableUpdate: z.boolean().optional(),
  sharedMailbox: nonEmptyText
    .refine((value) => mailAddress.test(value) || guidPattern.test(value), { error: "must be the mailbox's email address or object ID" })
    .optional(),
  signIn: nonEmptyText.optional(),
  timeZone: timeZone.optional(),
  plugins: z.record(z.string(), z.unknown()).optional(),
});

/** The parts of casement.yaml that the host defines. */
export interface HostConfig {
  accounts: AccountConfig[];
  packages?: string[] | undefined;
  http?: HttpBlock | undefined;
  mqtt?: MqttConfig | undefined;
  mcp?: McpConfig | undefined;
  dataDir?: string | undefined;
  emulator?: string | undefined;
  files?: { read?: string[] | undefined; write?: string[] | undefined; hosts?: string[] | undefined } | undefined;
  log?: { level?: "debug" | "info" | "warn" | "error" | undefined } | undefined;
}

interface AccountConfig {
  name: string;
  clientId: string;
  clientSecret?: string | undefined;
  clientSecretExpires?: string | undefined;
  accountType: string;
  cloud?: "global" | "usgov" | "usgov-dod" | "china" | undefined;
  enableUpdate?: boolean | undefined;
  sharedMailbox?: string | undefined;
  signIn?: string | undefined;
  timeZone?: string | undefined;
  plugins?: Record<string, unknown> | undefined;
}

interface HttpBlock {
  host?: string | undefined;
  port?: number | undefined;
  publicUrl?: string | undefined;
  token?: string | undefined;
  readToken?: string | undefined;
}

const fileSchema = z.object({
  accounts: z.array(accountSchema).min(1, "needs at least one account"),
  packages: z.array(nonEmptyText).optional(),
  http: z
    .object({
      host: nonEmptyText.optional(),
      port: port.optional(),
      publicUrl: url("http: https:").optional(),
      token: nonEmptyText.optional(),
      readToken: nonEmptyText.optional(),
    })
    .optional(),
  mqtt: mqttSchema.optional(),
  mcp: mcpSchema.optional(),
  dataDir: nonEmptyText.optional(),
  emulator: url("http: https:").optional(),
  files: z
    .object({ read: z.array(nonEmptyText).optional(), write: z.array(nonEmptyText).optional(), hosts: z.array(host).optional() })
    .optional(),
  log: z.object({ level: z.enum(["debug", "info", "warn", "error"]).optional() }).optional(),
});

export const hostSchema: z.ZodType<HostConfig> = fileSchema;

/** For a hub that is not set up yet: the accounts may be missing. */
export const setUpSchema: z.ZodType<HostConfig> = fileSchema.extend({
  accounts: z
    .array(accountSchema)
    .nullish()
    .transform((accounts) => accounts ?? []),
});

const anything = z.any().optional();

/** The options of `createHost`, for programs that create a host without a configuration file. */
export const optionsSchema: z.ZodType<unknown> = z.object({
  dataDir: z.string().refine(isAbsolute, { error: "must be an absolute path" }),
  accounts: z.array(accountSchema.extend({ plugins: z.array(hostKeysSchema.extend({ plugin: z.any(), config: anything })) })),
  key: z.string().optional(),
  files: fileSchema.shape.files,
  log: anything,
  transport: anything,
  clock: anything,
  permissionMap: anything,
});

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return /^[A-Za-z]/.test(value);
  } catch {
    return false;
  }
}

function isDate(value: string): boolean {
  const day = new Date(`${value}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
