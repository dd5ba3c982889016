import { z } from "zod";
import type { ConfigFinding } from "./config-problem.ts";
import { isRecord } from "./environment.ts";

/** The block `mqtt:`, which `serveMqtt` accepts as options. Certificates and keys are PEM texts, usually given as `{ file: … }`. */
export interface MqttConfig {
  /** `mqtt://`, `mqtts://`, `ws://` or `wss://`. May contain the user name and password. */
  url: string;
  username?: string | undefined;
  password?: string | undefined;
  /** PEM texts: the certificate authority to trust instead of the system's, and the client's certificate and key. */
  ca?: string | undefined;
  cert?: string | undefined;
  key?: string | undefined;
  /** Whether to verify the broker's certificate. Default: true. */
  verify?: boolean | undefined;
  /** Default: 5, or 3.1.1 if the broker refuses it. */
  protocol?: "5" | "3.1.1" | undefined;
  /** Default: generated once and stored in `state`. */
  clientId?: string | undefined;
  /** The prefix of all topics. Default: `casement`. Two hubs on one broker need different ones. */
  baseTopic?: string | undefined;
  /** Whether to publish Home Assistant discovery messages. Default: true. */
  discovery?: boolean | undefined;
  /** Home Assistant's discovery prefix. Its birth message is expected on `<prefix>/status`. Default: `homeassistant`. */
  discoveryPrefix?: string | undefined;
  /** Language of names and states in Home Assistant: `en`, `de`, `pt-BR`. Default: English names, and states as codes. Topics and ids are not translated. */
  language?: string | undefined;
  /** Whether to publish the texts of messages, calendar events and tasks. Default: false. */
  bodies?: boolean | undefined;
  /** Longest attributes of a sensor, in bytes. Longer ones are truncated, with a note. Default: 16000, because Home Assistant records up to 16384. */
  maxAttributes?: number | undefined;
  /** Sensors that are not published, as `account/plugin/sensor` with `*` as wildcard. */
  exclude?: readonly string[] | undefined;
  /** Sensors that are published without the retain flag, in the same format. */
  unretained?: readonly string[] | undefined;
}

const nonEmptyText = z.string().min(1, "is empty");
const brokers = ["mqtt:", "mqtts:", "ws:", "wss:"];
const topic = nonEmptyText.regex(
  /^(?!\$)[^/#+\s\p{Cc}]+(\/[^/#+\s\p{Cc}]+)*$/u,
  "must be a topic without #, + or spaces, without $ at the start and without a slash at the start or end",
);
const pem = nonEmptyText.regex(
  /-----BEGIN [A-Z ]+-----/,
  "must be a certificate or key in PEM format; to read it from a file, use { file: … }",
);
const pattern = nonEmptyText.regex(/^[a-z0-9*-]+(\/[a-z0-9*-]+){0,2}$/, "must have the form account/plugin/sensor, with * as wildcard");

export const mqttSchema: z.ZodType<MqttConfig> = z.object({
  url: nonEmptyText.refine((value) => URL.canParse(value) && brokers.includes(new URL(value).protocol) && new URL(value).host !== "", {
    error: "must be an address that starts with mqtt://, mqtts://, ws:// or wss://",
  }),
  username: nonEmptyText.optional(),
  password: nonEmptyText.optional(),
  ca: pem.optional(),
  cert: pem.optional(),
  key: pem.optional(),
  verify: z.boolean().optional(),
  // YAML reads 5 as a number.
  protocol: z.preprocess((value) => (value === 5 ? "5" : value), z.enum(["5", "3.1.1"])).optional(),
  clientId: nonEmptyText.optional(),
  baseTopic: topic.optional(),
  discovery: z.boolean().optional(),
  discoveryPrefix: topic.optional(),
  language: nonEmptyText.regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i, "must be a language tag like de or pt-BR").optional(),
  bodies: z.boolean().optional(),
  maxAttributes: z.int().min(1_000, "must be at least 1000 bytes").max(1_000_000, "must be at most 1000000 bytes").optional(),
  exclude: z.array(pattern).optional(),
  unretained: z.array(pattern).optional(),
});

/** Checks what a schema cannot: keys that depend on each other. */
export function checkMqtt(value: unknown): readonly ConfigFinding[] {
  const mqtt = isRecord(value) && isRecord(value.mqtt) ? value.mqtt : {};
  const at = (key: string, message: string): ConfigFinding => ({ path: ["mqtt", key], at: "key", message });
  const findings: ConfigFinding[] = [];
  const url = typeof mqtt.url === "string" && URL.canParse(mqtt.url) ? new URL(mqtt.url) : undefined;
  if (url && ["mqtt:", "ws:"].includes(url.protocol))
    for (const key of ["ca", "cert", "key", "verify"])
      if (mqtt[key] !== undefined) findings.push(at(key, `has no effect without TLS; use ${url.protocol.replace(":", "s")}:// in the url`));
  if (mqtt.cert !== undefined && mqtt.key === undefined) findings.push(at("cert", "requires key"));
  if (mqtt.key !== undefined && mqtt.cert === undefined) findings.push(at("key", "requires cert"));
  if (url?.username && mqtt.username !== undefined) findings.push(at("username", "is also set in the url; remove one of the two"));
  if (url?.password && mqtt.password !== undefined) findings.push(at("password", "is also set in the url; remove one of the two"));
  if (mqtt.password !== undefined && mqtt.username === undefined && url && !url.username)
    findings.push(at("password", "requires username"));
  return findings;
}
