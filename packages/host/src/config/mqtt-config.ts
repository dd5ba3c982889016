import { z } from "zod";
import type { ConfigFinding } from "./config-problem.ts";
import { isRecord } from "./environment.ts";

/** The block `mqtt:`, as `serveMqtt` takes it. Certificates and keys are PEM text, usually by `{ file: … }`. */
export interface MqttConfig {
  /** `mqtt://`, `mqtts://`, `ws://` or `wss://`; user and password may stand in it. */
  url: string;
  username?: string | undefined;
  password?: string | undefined;
  /** PEM text: whom to trust in place of the system's certificate authorities, and the client's own certificate and key. */
  ca?: string | undefined;
  cert?: string | undefined;
  key?: string | undefined;
  /** False trusts any certificate. Default true. */
  verify?: boolean | undefined;
  /** Default: 5, and 3.1.1 where the broker refuses that. */
  protocol?: "5" | "3.1.1" | undefined;
  /** Default: made once and kept in `stateFile`. */
  clientId?: string | undefined;
  /** Everything is below it. Default `casement`. Two hubs on one broker need two. */
  baseTopic?: string | undefined;
  /** Whether to announce to Home Assistant. Default true. */
  discovery?: boolean | undefined;
  /** Home Assistant's discovery prefix; its birth message comes on `<prefix>/status`. Default `homeassistant`. */
  discoveryPrefix?: string | undefined;
  /** Language of names and states in Home Assistant: `de`, `pt-BR`. Default English. Topics and ids have none. */
  language?: string | undefined;
  /** Whether texts of messages, events and tasks are published. Default false. */
  bodies?: boolean | undefined;
  /** Longest attributes of a sensor, in bytes; what is over is left out and noted. Default 16000: Home Assistant records 16384. */
  maxAttributes?: number | undefined;
  /** Sensors, as `account/plugin/sensor` with `*`, that are not published, or not kept by the broker. */
  exclude?: readonly string[] | undefined;
  unretained?: readonly string[] | undefined;
}

const nonEmptyText = z.string().min(1, "is empty");
const brokers = ["mqtt:", "mqtts:", "ws:", "wss:"];
const topic = nonEmptyText.regex(/^[^/#+\s]+(\/[^/#+\s]+)*$/, "must be a topic without #, + and spaces, and without a slash at either end");
const pem = nonEmptyText.regex(/-----BEGIN [A-Z ]+-----/, "must be a certificate or key in PEM form; name its file: { file: … }");
const pattern = nonEmptyText.regex(/^[a-z0-9*-]+(\/[a-z0-9*-]+){0,2}$/, "must be like account/plugin/sensor, with * for anything");

export const mqttSchema: z.ZodType<MqttConfig> = z.object({
  url: nonEmptyText.refine((value) => URL.canParse(value) && brokers.includes(new URL(value).protocol) && new URL(value).host !== "", {
    error: "must be an address that begins with mqtt://, mqtts://, ws:// or wss://",
  }),
  username: nonEmptyText.optional(),
  password: nonEmptyText.optional(),
  ca: pem.optional(),
  cert: pem.optional(),
  key: pem.optional(),
  verify: z.boolean().optional(),
  // YAML takes 5 for a number.
  protocol: z.preprocess((value) => (value === 5 ? "5" : value), z.enum(["5", "3.1.1"])).optional(),
  clientId: nonEmptyText.optional(),
  baseTopic: topic.optional(),
  discovery: z.boolean().optional(),
  discoveryPrefix: topic.optional(),
  language: nonEmptyText.regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i, "must be a language like de or pt-BR").optional(),
  bodies: z.boolean().optional(),
  maxAttributes: z.int().min(1_000, "must be at least 1000 bytes").max(1_000_000, "must be at most 1000000 bytes").optional(),
  exclude: z.array(pattern).optional(),
  unretained: z.array(pattern).optional(),
});

/** What no schema can say: keys that belong together. */
export function checkMqtt(value: unknown): readonly ConfigFinding[] {
  const mqtt = isRecord(value) && isRecord(value.mqtt) ? value.mqtt : {};
  const at = (key: string, message: string): ConfigFinding => ({ path: ["mqtt", key], at: "key", message });
  const findings: ConfigFinding[] = [];
  const url = typeof mqtt.url === "string" && URL.canParse(mqtt.url) ? new URL(mqtt.url) : undefined;
  if (url && ["mqtt:", "ws:"].includes(url.protocol))
    for (const key of ["ca", "cert", "key", "verify"])
      if (mqtt[key] !== undefined)
        findings.push(at(key, `has no effect without TLS; begin the url with ${url.protocol.replace(":", "s")}://`));
  if (mqtt.cert !== undefined && mqtt.key === undefined) findings.push(at("cert", "needs its key beside it"));
  if (mqtt.key !== undefined && mqtt.cert === undefined) findings.push(at("key", "needs its certificate (cert) beside it"));
  if (url?.username && mqtt.username !== undefined) findings.push(at("username", "stands in the url, too; keep one of the two"));
  if (url?.password && mqtt.password !== undefined) findings.push(at("password", "stands in the url, too; keep one of the two"));
  if (mqtt.password !== undefined && mqtt.username === undefined && url && !url.username)
    findings.push(at("password", "needs a username beside it"));
  return findings;
}
