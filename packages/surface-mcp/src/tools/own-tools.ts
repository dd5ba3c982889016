import { CasementError } from "@casement/core";
import type { Host } from "@casement/host";
import type { CallToolResult, Tool as ListedTool } from "@modelcontextprotocol/sdk/types.js";
import { sensorJson } from "../resources/sensor-json.ts";
import { toolResult } from "../results/tool-result.ts";
import type { Tool } from "./tool.ts";

const annotations = { readOnlyHint: true, openWorldHint: false };

/** What many clients cannot reach otherwise: they show a model tools, and no resources. */
export const sensorsTool: ListedTool = {
  name: "casement_sensors",
  description: "Current states: all sensors, or one with its attributes",
  inputSchema: { type: "object", properties: { id: { type: "string", description: "account/plugin/sensor" } } },
  outputSchema: { type: "object", properties: { sensors: { type: "array" } } },
  annotations,
};

/** What the list of tools leaves out. */
export const describeTool: ListedTool = {
  name: "casement_describe",
  description: "What a tool takes and gives, as whole JSON Schemas: all about its field `more`",
  inputSchema: { type: "object", properties: { tool: { type: "string" } }, required: ["tool"] },
  outputSchema: { type: "object", properties: { input: {}, output: {} } },
  annotations,
};

export function callSensors(host: Host, { id }: Readonly<Record<string, unknown>>, maxResult: number | undefined): CallToolResult {
  if (id !== undefined && id !== "") return toolResult({ sensors: [sensorJson(host.sensor(String(id)))] }, maxResult);
  const sensors = host.sensors().filter(({ gone }) => !gone);
  return toolResult(
    { sensors: sensors.map(({ id, title, state, stale }) => ({ id, title, state: state ?? null, ...(stale && { stale }) })) },
    maxResult,
  );
}

export function callDescribe(host: Host, tools: readonly Tool[], { tool: name }: Readonly<Record<string, unknown>>): CallToolResult {
  const tool = tools.find((one) => one.name === name);
  const service = host.services().find(({ id, offered }) => offered && id === tool?.service);
  if (!service) throw new CasementError("service-unknown", `There is no tool ${String(name).slice(0, 100)}. List the tools anew.`);
  const { title, input, output } = service;
  return toolResult({ title, input, output }, Number.POSITIVE_INFINITY);
}
