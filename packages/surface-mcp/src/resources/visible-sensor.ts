import { CasementError } from "@casement/core";
import type { Host, SensorSnapshot } from "@casement/host";
import { type McpClient, maySeeSensor, requireAccount } from "../clients/mcp-client.ts";

/** A sensor that the client may read. @throws CasementError `sensor-unknown`, `forbidden` */
export async function readVisibleSensor(host: Host, client: McpClient, id: string): Promise<SensorSnapshot> {
  if (maySeeSensor(client, id)) return host.sensor(id);
  requireAccount(client, id.split("/")[0] ?? "");
  throw new CasementError("forbidden", "The access of this client does not include this sensor.");
}
