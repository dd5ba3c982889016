import { randomBytes } from "node:crypto";
import type { Clock } from "@casement/core";
import type { MqttOptions } from "../mqtt-options.ts";
import { brokerAddress } from "./broker-address.ts";
import { isVersionRefusal, refusal } from "./refusal.ts";

export interface ProbedBroker {
  /** `host:port` */
  readonly broker: string;
  /** Why there is no connection, in plain words; undefined when the broker let us in. */
  readonly problem: string | undefined;
}

/** Connects once as a client of its own, without a will or a session, and leaves: whether the broker answers and takes the credentials. */
export async function probeBroker(
  options: MqttOptions,
  { clock, limit = 10_000 }: { clock: Clock; limit?: number },
): Promise<ProbedBroker> {
  const { url, name, credentials } = brokerAddress(options);
  const { MqttClient, connect } = await import("mqtt");
  const attempt = (version: 4 | 5): Promise<unknown> =>
    new Promise((resolve) => {
      const settings = {
        ...credentials,
        clientId: `casement-doctor-${randomBytes(4).toString("hex")}`,
        protocolVersion: version,
        reconnectPeriod: 0,
        connectTimeout: limit,
        ...(options.ca !== undefined && { ca: options.ca }),
        ...(options.cert !== undefined && { cert: options.cert }),
        ...(options.key !== undefined && { key: options.key }),
        rejectUnauthorized: options.verify ?? true,
      };
      const client = options.stream ? new MqttClient(options.stream as never, settings) : connect(url, settings);
      let failure: unknown;
      const end = (outcome: unknown): void => {
        cancel();
        client.end(true);
        resolve(outcome);
      };
      const cancel = clock.after(limit, () => end({ code: "ETIMEDOUT" }));
      client.on("error", (error) => {
        failure ??= error;
      });
      client.once("connect", () => end(undefined));
      client.once("close", () => end(failure ?? {}));
    });
  let failure = await attempt(options.protocol === "3.1.1" ? 4 : 5);
  if (isVersionRefusal(failure) && options.protocol === undefined) failure = await attempt(4);
  return { broker: name, problem: failure === undefined ? undefined : refusal(failure) };
}
