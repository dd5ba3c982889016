import { createServer } from "node:net";
import { CasementError } from "@casement/core";
import { findFreePort } from "./find-free-port.ts";

export interface DemoBroker {
  readonly url: string;
  /** On somebody's broker not that of a hub, which may be there too. */
  readonly baseTopic: string;
  /** Options for `mosquitto_sub` and `mosquitto_pub`. */
  readonly options: string;
  close(): Promise<void>;
}

/** The broker at an address, or one of the demo's own on this machine. @throws CasementError `config-invalid` */
export async function openDemoBroker(mqtt: string | true): Promise<DemoBroker> {
  if (mqtt !== true) return { url: mqtt, baseTopic: "casement-demo", options: clientOptionsOf(mqtt), close: async () => {} };
  const { Aedes } = await import("aedes").catch((cause) => {
    throw new CasementError("config-invalid", "The demo's own broker is not installed. Name a broker: casement demo --mqtt mqtt://…", {
      cause,
    });
  });
  const broker = await Aedes.createBroker();
  const server = createServer((socket) => void broker.handle(socket));
  const port = await findFreePort(1883);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const url = `mqtt://127.0.0.1:${port}`;
  return {
    url,
    baseTopic: "casement",
    options: clientOptionsOf(url),
    async close() {
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function clientOptionsOf(address: string): string {
  if (!URL.canParse(address))
    throw new CasementError("config-invalid", `"${address}" is not the address of a broker. Write it like mqtt://192.168.1.2`);
  const { hostname, port, protocol } = new URL(address);
  const secure = protocol === "mqtts:";
  // User and password are not repeated here: a terminal is looked at.
  const user = new URL(address).username === "" ? "" : " -u USER -P PASSWORD";
  return `-h ${hostname} -p ${port || (secure ? 8883 : 1883)}${secure ? " --tls-use-os-certs" : ""}${user}`;
}
