import type { Duplex } from "node:stream";
import type { Clock, Logger } from "@casement/core";

export interface MqttOptions {
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
  /** Whether texts of messages, events and tasks are published. Default false. */
  bodies?: boolean | undefined;
  /** Longest attributes of a sensor, in bytes; what is over is left out and noted. Default 16000: Home Assistant records 16384. */
  maxAttributes?: number | undefined;
  /** Sensors, as `account/plugin/sensor` with `*`, that are not published, or not kept by the broker. */
  exclude?: readonly string[] | undefined;
  unretained?: readonly string[] | undefined;
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
