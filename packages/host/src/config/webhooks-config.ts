import { z } from "zod";

/** An entry of `webhooks:`. */
export interface WebhookConfig {
  /** Unique. */
  name: string;
  /** `https://`, or `http://` with `privateNetwork`. */
  url: string;
  /** `whsec_` and the base64 of 24 to 64 bytes, as Standard Webhooks says. */
  secret: string;
  /** Events to send, as `plugin/event` or `account/plugin/event` with `*` as wildcard. */
  events?: readonly string[] | undefined;
  /** Sensors whose changes to send, as `account/plugin/sensor` with `*` as wildcard. */
  sensors?: readonly string[] | undefined;
  /** Whether to send the texts of messages, calendar events and tasks. Default: false. */
  bodies?: boolean | undefined;
  /** Whether the address may be in a private network or on this machine. Default: false. */
  privateNetwork?: boolean | undefined;
}

const pattern = z
  .string()
  .regex(/^[a-z0-9*-]+(\/[a-z0-9*-]+){0,2}$/, "must have the form account/plugin/name or plugin/name, with * as wildcard");

/** Does not quote the address, which may be a secret. */
const address = z.string().refine((value) => isAddress(value), {
  error: "must be an address that starts with https:// or http://, without a user name",
});

const secret = z.string().refine((value) => isSecret(value), {
  error: 'must be whsec_ and the base64 of 24 to 64 random bytes; create one with  echo "whsec_$(openssl rand -base64 32)"',
});

const webhook = z
  .object({
    name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "must be at most 32 lowercase letters, digits and hyphens, starting with a letter"),
    url: address,
    secret,
    events: z.array(pattern).optional(),
    sensors: z.array(pattern).optional(),
    bodies: z.boolean().optional(),
    privateNetwork: z.boolean().optional(),
  })
  .superRefine(({ url, events = [], sensors = [], privateNetwork }, context) => {
    if (events.length + sensors.length === 0)
      context.addIssue({ code: "custom", path: [], message: "sends nothing; add  events:  or  sensors:" });
    if (url.startsWith("http:") && !privateNetwork)
      context.addIssue({
        code: "custom",
        path: ["url"],
        message: "must start with https://; http:// is only for private networks, with  privateNetwork: true",
      });
  });

export const webhooksSchema: z.ZodType<readonly WebhookConfig[]> = z.array(webhook).superRefine((webhooks, context) => {
  for (const [i, { name }] of webhooks.entries())
    if (webhooks.findIndex((other) => other.name === name) < i)
      context.addIssue({ code: "custom", path: [i, "name"], message: `is used twice: ${name}` });
});

function isAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return ["https:", "http:"].includes(protocol) && username === "" && password === "";
}

function isSecret(value: string): boolean {
  const match = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(value);
  const { length } = Buffer.from(match?.[1] ?? "", "base64");
  return length >= 24 && length <= 64;
}
