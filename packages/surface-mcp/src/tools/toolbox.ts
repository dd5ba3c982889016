import type { Host } from "@casement/host";
import type { CallToolResult, Tool as ListedTool } from "@modelcontextprotocol/sdk/types.js";
import type { McpAccess } from "../mcp-options.ts";
import { callTool, type ToolCall } from "./call-tool.ts";
import { callDescribe, callSensors, describeTool, sensorsTool } from "./own-tools.ts";
import { type Tool, toolsOf } from "./tool.ts";
import { listTools, longestList } from "./tool-list.ts";

/** The tools of one caller. Made anew when asked: permissions come and go. */
export interface Toolbox {
  list(): ListedTool[];
  /** Throws what the host throws. */
  call(call: ToolCall): Promise<CallToolResult>;
}

export function createToolbox(host: Host, access: McpAccess): Toolbox {
  const tools = (): Tool[] => toolsOf(host.services(), access);
  return {
    list() {
      const own = [sensorsTool, describeTool];
      return [...own, ...listTools(tools(), longestList - Buffer.byteLength(JSON.stringify(own)))];
    },
    async call(call) {
      if (call.name === sensorsTool.name) return callSensors(host, call.input, call.maxResult);
      if (call.name === describeTool.name) return callDescribe(host, tools(), call.input);
      return callTool(host, tools(), call);
    },
  };
}
