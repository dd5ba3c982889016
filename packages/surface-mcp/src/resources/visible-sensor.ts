import { CasementError, nearestName } from "@casement/core";
import type { Host, SensorSnapshot } from "@casement/host";
import { type McpClient, maySeeSensor, requireAccount } from "../clients/mcp-client.ts";

/** A sensor that the client may read. Errors name only such sensors. @throws CasementError `sensor-unknown`, `account-unknown`, `forbidden` */
export async function readVisibleSensor(host: Host, client: McpClient, id: string): Promise<SensorSnapshot> {
  const visible = host.index().filter((sensor) => maySeeSensor(client, sensor.id));
  if (visible.some((sensor) => sensor.id === id)) return host.sensor(id);
  const parts = id.split("/");
  if (parts.length === 3) {
    requireAccount(host, client, parts[0]!);
    if (!maySeeSensor(client, id)) throw new CasementError("forbidden", "The access of this client does not include this sensor.");
  }
  const ids = visible.filter(({ gone }) => !gone).map((sensor) => sensor.id);
  const nearest = id.length > maxGivenLength ? undefined : nearestName(id, ids);
  const advice = nearest
    ? `Did you mean "${nearest}"?`
    : `There are: ${ids.slice(0, maxListed).join(", ") || "none"}${ids.length > maxListed ? ", …" : "."}`;
  throw new CasementError("sensor-unknown", `There is no such sensor. Use account/plugin/sensor. ${advice}`);
}

const maxGivenLength = 200;
/** Sensors that an error lists. */
const maxListed = 50;
