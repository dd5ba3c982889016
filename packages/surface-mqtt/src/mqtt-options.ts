import type { Duplex } from "node:stream";
import type { Clock, Logger } from "@casement/core";
import type { MqttConfig } from "@casement/host/config";

/** What the configuration says, and what a program adds. */
export interface MqttOptions extends MqttConfig {
  /** File (mode 0600) that remembers what was published, the client id and how far the events went. Left out: for the life of the process. */
  stateFile?: string | undefined;
  /** Where Home Assistant's "visit" link leads. */
  configurationUrl?: string | undefined;
  version?: string | undefined;
  clock?: Clock | undefined;
  /** Between 0 and 1, spreads the attempts to reconnect. */
  random?: (() => number) | undefined;
  /** Default: warnings and errors to standard error. */
  log?: Logger | undefined;
  /** Takes the place of the network: an embedded broker. */
  stream?: (() => Duplex) | undefined;
}

export const defaultBaseTopic = "casement";
export const defaultDiscoveryPrefix = "homeassistant";
