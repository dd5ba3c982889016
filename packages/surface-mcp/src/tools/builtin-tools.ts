import type { Host } from "@casement/host";
import type { CallToolResult, Tool } from "@modelcontextprotocol/server";
import { type McpClient, maySeeSensor } from "../clients/mcp-client.ts";
import type { ShortIds } from "../ids/short-ids.ts";
import { toShortSensor } from "../resources/short-sensor.ts";
import { readVisibleSensor } from "../resources/visible-sensor.ts";
import { toToolResult } from "../results/tool-result.ts";
import { findTool, toUnknownToolError } from "./find-tool.ts";
import type { ServiceTool } from "./service-tool.ts";

const annotations = { readOnlyHint: true, openWorldHint: false };

/** Sensors as a tool: many clients do not show resources to the model. */
export const sensorsTool: Tool = {
  name: "casement_sensors",
  description: "Get the current states of all sensors, or one sensor with its attributes",
  inputSchema: { type: "object", properties: { id: { type: "string", description: "account/plugin/sensor" } } },
  outputSchema: { type: "object", properties: { sensors: { type: "array" } }, required: ["sensors"] },
  annotations,
};

/** Returns what the list of tools omits. */
export const describeTool: Tool = {
  name: "casement_describe",
  description: "Get the full input and output schemas of a tool, with the meaning of every field",
  inputSchema: { type: "object", properties: { tool: { type: "string" } }, required: ["tool"] },
  outputSchema: {
    type: "object",
    properties: { input: { type: "object" }, output: { type: "object" } },
    required: ["input", "output"],
  },
  annotations,
};

/** The second step of a call that a person must agree to, for clients that cannot ask. */
export const confirmTool: Tool = {
  name: "casement_confirm",
  description: "Run a call that needs confirmation, after the user has agreed to it",
  inputSchema: { type: "object", properties: { token: { type: "string" } }, required: ["token"] },
};

export async function callSensorsTool(
  host: Host,
  shortIds: ShortIds,
  client: McpClient,
  { id }: Readonly<Record<string, unknown>>,
  maxResult: number | undefined,
): Promise<CallToolResult> {
  if (id !== undefined && id !== "") {
    const sensor = await readVisibleSensor(host, client, String(id));
    const [account = ""] = sensor.id.split("/");
    return toToolResult({ sensors: [await shortIds.shorten(account, toShortSensor(sensor))] }, "microsoft", maxResult);
  }
  const sensors = host.index().filter(({ id, gone }) => !gone && maySeeSensor(client, id));
  return toToolResult(
    { sensors: sensors.map(({ id, title, state, stale }) => ({ id, title, state: state ?? null, ...(stale && { stale }) })) },
    "microsoft",
    maxResult,
  );
}

export async function callDescribeTool(
  host: Host,
  serviceTools: readonly ServiceTool[],
  { tool: name }: Readonly<Record<string, unknown>>,
): Promise<CallToolResult> {
  const serviceTool = findTool(serviceTools, String(name));
  // The schema names sensors, so it is of an account that the client may use.
  const service = (await host.services()).find(({ id, account }) => id === serviceTool?.service && serviceTool.accounts.includes(account));
  if (!service) throw toUnknownToolError(serviceTools, String(name));
  const { title, input, output } = service;
  return toToolResult({ title, input, output }, "hub", Number.POSITIVE_INFINITY);
}
