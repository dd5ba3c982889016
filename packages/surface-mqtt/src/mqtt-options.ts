import type { Duplex } from "node:stream";
import type { Clock, Logger } from "@casement/core";
import type { KeptState } from "@casement/host";
import type { MqttConfig } from "@casement/host/config";

/** The block `mqtt:` of the config file, and what a program adds. */
export interface MqttOptions extends MqttConfig {
  /** Stores the published topics, the client id and the last event: `host.sealedState("mqtt")`. Default: kept in memory until the process ends. */
  state?: KeptState | undefined;
  /** Address of the "Visit" link on Home Assistant's device page. */
  configurationUrl?: string | undefined;
  version?: string | undefined;
  clock?: Clock | undefined;
  /** Returns a number between 0 and 1, which spreads reconnect attempts. */
  random?: (() => number) | undefined;
  /** Default: warnings and errors to standard error. */
  log?: Logger | undefined;
  /** Replaces the network connection, for an embedded broker. */
  stream?: (() => Duplex) | undefined;
}

export const defaultBaseTopic = "casement";
export const defaultDiscoveryPrefix = "homeassistant";
