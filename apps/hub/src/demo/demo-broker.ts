import { type AddressInfo, createServer } from "node:net";
import { CasementError } from "@casement/core";
import { openFreePort } from "./open-free-port.ts";

export interface DemoBroker {
  readonly url: string;
  /** On an external broker, different from the default, because a hub may use that broker too. */
  readonly baseTopic: string;
  /** Options for `mosquitto_sub` and `mosquitto_pub`. */
  readonly options: string;
  close(): Promise<void>;
}

/** The broker at a URL, or with `true` a new broker on this machine. @throws CasementError `config-invalid` */
export async function openDemoBroker(mqtt: string | true): Promise<DemoBroker> {
  if (mqtt !== true) return { url: mqtt, baseTopic: "casement-demo", options: clientOptionsOf(mqtt), close: async () => {} };
  const { Aedes } = await import("aedes").catch((cause) => {
    throw new CasementError(
      "config-invalid",
      "The built-in broker needs the package aedes. Install it (npm install aedes), or name a broker: casement demo --mqtt mqtt://…",
      {
        cause,
      },
    );
  });
  const broker = await Aedes.createBroker();
  const server = createServer((socket) => void broker.handle(socket));
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
  await openFreePort(1883, listen);
  const url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
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
    throw new CasementError("config-invalid", `"${address}" is not a valid broker URL. Example: mqtt://192.168.1.2`);
  const { hostname, port, protocol } = new URL(address);
  const secure = protocol === "mqtts:";
  // The user and password are not printed: others may see the terminal.
  const user = new URL(address).username === "" ? "" : " -u USER -P PASSWORD";
  return `-h ${hostname} -p ${port || (secure ? 8883 : 1883)}${secure ? " --tls-use-os-certs" : ""}${user}`;
}
