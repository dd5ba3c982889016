import { isIP } from "node:net";
import { isAbsolute } from "node:path";
import { z } from "zod";
import { type ClientCertificate, findCertificateProblem } from "../auth/client-certificate.ts";
import { type CaldavConfig, caldavSchema } from "./caldav-config.ts";
import { type ClusterConfig, clusterSchema } from "./cluster-config.ts";
import { isMailAddress } from "./mail-address.ts";
import { type McpConfig, mcpSchema } from "./mcp-config.ts";
import { type MqttConfig, mqttSchema } from "./mqtt-config.ts";
import { type NotificationsConfig, notificationsSchema } from "./notifications-config.ts";
import { type WebhookConfig, webhooksSchema } from "./webhooks-config.ts";

// The schema of casement.yaml. Plugin blocks are checked by the plugins' schemas, unknown keys by `findUnknownKeys`.

export const guidPattern: RegExp = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const domain = /^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/i;

const nonEmptyText = z.string().min(1, "is empty");
const accountType = nonEmptyText.refine(
  (value) => value === "work" || value === "personal" || guidPattern.test(value) || domain.test(value),
  {
    error: "must be work, personal, or the ID or domain of a tenant",
  },
);
/** IANA's only zone that Windows, and so Outlook, has no name for. A test of graph-time notices when there are others. */
const zoneUnknownToOutlook = "antarctica/troll";
const timeZone = nonEmptyText
  .refine(isTimeZone, { error: "is not an IANA time zone; use a name like Europe/Berlin" })
  .refine((value) => value.toLowerCase() !== zoneUnknownToOutlook, {
    error: "is a time zone that Outlook does not have; use a near one: Europe/London, which is one hour behind it in summer",
  });
const secret = nonEmptyText.refine((value) => !guidPattern.test(value), {
  error:
    "looks like the secret's ID; it must be the secret's value, which the portal shows only when you create the secret. Create a new secret and copy the column Value",
});
const clientCertificate = z.object({ key: nonEmptyText, certificate: nonEmptyText }).superRefine((value, context) => {
  const problem = findCertificateProblem(value);
  if (problem) context.addIssue({ code: "custom", path: [problem.path], message: problem.message });
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
/** Without what cannot be part of every address below it. */
const publicUrl = url("http: https:").refine((value) => !URL.canParse(value) || /^https?:\/\/[^@?#%]+$/i.test(value), {
  error: "may have only scheme, host, port and a path of letters, digits, hyphens and dots",
});
const network = nonEmptyText.refine((value) => isNetwork(value), {
  error: "must be an IP address or a network, such as 10.0.0.2 or 10.0.0.0/8",
});

function isNetwork(text: string): boolean {
  const [address = "", bits] = text.split("/");
  return isIP(address) !== 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (isIP(address) === 6 ? 128 : 32)));
}

const accountSchema = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "must be at most 32 lowercase letters, digits and hyphens, starting with a letter"),
  clientId: z.string().regex(guidPattern, "must be the application (client) ID, like 11111111-1111-4111-8111-111111111111"),
  clientSecret: secret.optional(),
  clientSecretExpires: z.string().refine(isDate, { error: "must be a date, like 2027-06-30" }).optional(),
  clientCertificate: clientCertificate.optional(),
  accountType,
  cloud: z.enum(["global", "usgov", "usgov-dod", "china"]).optional(),
  enableUpdate: z.boolean().optional(),
  sharedMailbox: nonEmptyText
    .refine((value) => isMailAddress(value) || guidPattern.test(value), { error: "must be the mailbox's email address or object ID" })
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
  caldav?: CaldavConfig | undefined;
  cluster?: ClusterConfig | undefined;
  webhooks?: readonly WebhookConfig[] | null | undefined;
  notifications?: NotificationsConfig | undefined;
  dataDir?: string | undefined;
  newVersions?: boolean | undefined;
  emulator?: string | undefined;
  history?: false | { days: number } | undefined;
  files?: { read?: string[] | undefined; write?: string[] | undefined; hosts?: string[] | undefined } | undefined;
  log?: { level?: "debug" | "info" | "warn" | "error" | undefined } | undefined;
}

interface AccountConfig {
  name: string;
  clientId: string;
  clientSecret?: string | undefined;
  clientSecretExpires?: string | undefined;
  clientCertificate?: ClientCertificate | undefined;
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
  trustedProxies?: string[] | undefined;
  ingress?: { proxy: string; readOnlyUsers?: string[] | undefined } | undefined;
  token?: string | undefined;
  readToken?: string | undefined;
}

/** How long the states of sensors are kept. */
const historySchema = z.union([
  z.literal(false),
  z.object({
    days: z
      .int("must be a whole number of days")
      .min(1, "must be at least 1; to keep none, write history: false")
      .max(366, "must be at most 366"),
  }),
]);

const fileSchema = z.object({
  accounts: z.array(accountSchema).min(1, "needs at least one account"),
  packages: z.array(nonEmptyText).optional(),
  http: z
    .object({
      host: nonEmptyText.optional(),
      port: port.optional(),
      publicUrl: publicUrl.optional(),
      trustedProxies: z.array(network).optional(),
      ingress: z.object({ proxy: network, readOnlyUsers: z.array(nonEmptyText).optional() }).optional(),
      token: nonEmptyText.optional(),
      readToken: nonEmptyText.optional(),
    })
    .optional(),
  mqtt: mqttSchema.optional(),
  mcp: mcpSchema.optional(),
  caldav: caldavSchema.optional(),
  cluster: clusterSchema.optional(),
  webhooks: webhooksSchema.nullish(),
  notifications: notificationsSchema.optional(),
  dataDir: nonEmptyText.optional(),
  newVersions: z.boolean().optional(),
  emulator: url("http: https:").optional(),
  history: historySchema.optional(),
  files: z
    .object({ read: z.array(nonEmptyText).optional(), write: z.array(nonEmptyText).optional(), hosts: z.array(host).optional() })
    .optional(),
  log: z.object({ level: z.enum(["debug", "info", "warn", "error"]).optional() }).optional(),
});

export const hostSchema: z.ZodType<HostConfig> = fileSchema;

/** For a hub that is not set up yet, and for a cluster, whose accounts are elsewhere: the accounts may be missing. */
export const setUpSchema: z.ZodType<HostConfig> = fileSchema.extend({
  accounts: z
    .array(accountSchema)
    .nullish()
    .transform((accounts) => accounts ?? []),
});

/** An object with these functions, of any class. */
const objectWith = (...functions: readonly string[]) =>
  z
    .any()
    .refine((value) => value === undefined || functions.every((name) => typeof value?.[name] === "function"), {
      error: `must be an object with ${functions.length === 1 ? "the function" : "the functions"} ${functions.join(", ")}`,
    })
    .optional();

/** The options of `createHost`, for programs that create a host without a configuration file. */
export const optionsSchema: z.ZodType<unknown> = z.object({
  dataDir: z.string().refine(isAbsolute, { error: "must be an absolute path" }),
  accounts: z.array(accountSchema.extend({ plugins: z.array(z.looseObject({})) })),
  key: z.string().optional(),
  files: fileSchema.shape.files,
  history: historySchema.optional(),
  log: objectWith("debug", "info", "warn", "error"),
  transport: objectWith("fetch"),
  clock: objectWith("now", "after"),
  permissionMap: objectWith("coverage", "permissionsOf"),
  ports: z
    .object({
      state: objectWith("open", "remove"),
      leases: objectWith("lease"),
      calls: objectWith("call", "serve"),
      sensors: objectWith("tell", "tellCollection"),
      uploads: objectWith("keep", "read"),
      governor: objectWith("take", "pause"),
      groupReads: objectWith("join"),
    })
    .optional(),
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
