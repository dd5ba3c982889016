import { randomBytes } from "node:crypto";
import type { Clock } from "@casement/core";
import type { MqttOptions } from "../mqtt-options.ts";
import { parseBrokerAddress } from "./broker-address.ts";
import { describeConnectionError, isUnsupportedProtocolError } from "./broker-errors.ts";

export interface BrokerProbeResult {
  /** `host:port` */
  readonly broker: string;
  /** Why there is no connection, in plain words. Undefined: the broker accepted the connection. */
  readonly problem: string | undefined;
}

/** Tests whether the broker responds and accepts the credentials: connects once, without a will or an MQTT session, and disconnects. */
export async function probeBroker(
  options: MqttOptions,
  { clock, limit = 10_000 }: { clock: Clock; limit?: number },
): Promise<BrokerProbeResult> {
  const { url, name, credentials } = parseBrokerAddress(options);
  const { MqttClient, connect } = await import("mqtt");
  const connectOnce = (protocolVersion: 4 | 5): Promise<unknown> =>
    new Promise((resolve) => {
      const settings = {
        ...credentials,
        clientId: `casement-doctor-${randomBytes(4).toString("hex")}`,
        protocolVersion,
        reconnectPeriod: 0,
        connectTimeout: limit,
        ...(options.ca !== undefined && { ca: options.ca }),
        ...(options.cert !== undefined && { cert: options.cert }),
        ...(options.key !== undefined && { key: options.key }),
        rejectUnauthorized: options.verify ?? true,
      };
      const client = options.stream ? new MqttClient(options.stream as never, settings) : connect(url, settings);
      let failure: unknown;
      const end = (result: unknown): void => {
        cancelTimeout();
        client.end(true);
        resolve(result);
      };
      const cancelTimeout = clock.after(limit, () => end({ code: "ETIMEDOUT" }));
      client.on("error", (error) => {
        failure ??= error;
      });
      client.once("connect", () => end(undefined));
      client.once("close", () => end(failure ?? {}));
    });
  let failure = await connectOnce(options.protocol === "3.1.1" ? 4 : 5);
  if (isUnsupportedProtocolError(failure) && options.protocol === undefined) failure = await connectOnce(4);
  return { broker: name, problem: failure === undefined ? undefined : describeConnectionError(failure) };
}
