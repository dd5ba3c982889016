import { CasementError } from "@casement/core";
import type { Host } from "@casement/host";
import type { CallToolResult, Tool } from "@modelcontextprotocol/sdk/types.js";
import { toSensorJson } from "../resources/sensor-json.ts";
import { toToolResult } from "../results/tool-result.ts";
import type { ServiceTool } from "./service-tool.ts";

const annotations = { readOnlyHint: true, openWorldHint: false };

/** Sensors as a tool: many clients do not show resources to the model. */
export const sensorsTool: Tool = {
  name: "casement_sensors",
  description: "Get the current states of all sensors, or one sensor with its attributes",
  inputSchema: { type: "object", properties: { id: { type: "string", description: "account/plugin/sensor" } } },
  outputSchema: { type: "object", properties: { sensors: { type: "array" } } },
  annotations,
};

/** Returns what the list of tools omits. */
export const describeTool: Tool = {
  name: "casement_describe",
  description: "Get the full input and output schemas of a tool, including the fields in `more`",
  inputSchema: { type: "object", properties: { tool: { type: "string" } }, required: ["tool"] },
  outputSchema: { type: "object", properties: { input: {}, output: {} } },
  annotations,
};

export function callSensorsTool(host: Host, { id }: Readonly<Record<string, unknown>>, maxResult: number | undefined): CallToolResult {
  if (id !== undefined && id !== "") return toToolResult({ sensors: [toSensorJson(host.sensor(String(id)))] }, maxResult);
  const sensors = host.sensors().filter(({ gone }) => !gone);
  return toToolResult(
    { sensors: sensors.map(({ id, title, state, stale }) => ({ id, title, state: state ?? null, ...(stale && { stale }) })) },
    maxResult,
  );
}

export function callDescribeTool(
  host: Host,
  serviceTools: readonly ServiceTool[],
  { tool: name }: Readonly<Record<string, unknown>>,
): CallToolResult {
  const serviceTool = serviceTools.find((tool) => tool.name === name);
  const service = host.services().find(({ id, offered }) => offered && id === serviceTool?.service);
  if (!service) throw new CasementError("service-unknown", `There is no tool ${String(name).slice(0, 100)}. List the tools again.`);
  const { title, input, output } = service;
  return toToolResult({ title, input, output }, Number.POSITIVE_INFINITY);
}
