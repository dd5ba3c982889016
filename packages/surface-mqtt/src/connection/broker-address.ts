import type { IClientOptions } from "mqtt";
import type { MqttOptions } from "../mqtt-options.ts";

export interface BrokerAddress {
  /** Without user and password. */
  readonly url: string;
  /** `host:port`, for log lines and errors. */
  readonly name: string;
  readonly credentials: Pick<IClientOptions, "username" | "password">;
}

/** Takes user and password out of the address, so that no log line or error can contain them. */
export function parseBrokerAddress(options: Pick<MqttOptions, "url" | "username" | "password">): BrokerAddress {
  const url = new URL(options.url);
  const username = options.username ?? decodeURIComponent(url.username);
  const password = options.password ?? decodeURIComponent(url.password);
  url.username = "";
  url.password = "";
  return {
    url: url.href.replace(/\/$/, ""),
    name: url.host,
    credentials: { ...(username && { username }), ...(password && { password }) },
  };
}
