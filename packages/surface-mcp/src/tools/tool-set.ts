import type { Host } from "@casement/host";
import type { CallToolResult, Tool } from "@modelcontextprotocol/sdk/types.js";
import type { McpAccess } from "../mcp-options.ts";
import { callDescribeTool, callSensorsTool, describeTool, sensorsTool } from "./builtin-tools.ts";
import { callTool, type ToolCall } from "./call-tool.ts";
import { type ServiceTool, serviceToolsOf } from "./service-tool.ts";
import { listTools, maxToolListBytes } from "./tool-list.ts";

/** The tools of one connection. They change with the permissions. */
export interface ToolSet {
  list(): Tool[];
  /** @throws CasementError any code of the host */
  call(call: ToolCall): Promise<CallToolResult>;
}

export function createToolSet(host: Host, access: McpAccess): ToolSet {
  const currentServiceTools = (): ServiceTool[] => serviceToolsOf(host.services(), access);
  return {
    list() {
      const builtinTools = [sensorsTool, describeTool];
      return [...builtinTools, ...listTools(currentServiceTools(), maxToolListBytes - Buffer.byteLength(JSON.stringify(builtinTools)))];
    },
    async call(call) {
      if (call.name === sensorsTool.name) return callSensorsTool(host, call.input, call.maxResult);
      if (call.name === describeTool.name) return callDescribeTool(host, currentServiceTools(), call.input);
      return callTool(host, currentServiceTools(), call);
    },
  };
}
