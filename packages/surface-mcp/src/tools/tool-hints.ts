import type { ToolAnnotations } from "@modelcontextprotocol/server";
import type { ServiceTool } from "./service-tool.ts";

/** What clients ask a person before. Omits hints that state MCP's default. */
export function hintsOf({ effect, repeatable, reachesOthers, isLocal }: ServiceTool): ToolAnnotations {
  if (effect === "read") return { readOnlyHint: true };
  return {
    ...(repeatable && { idempotentHint: true }),
    ...((effect === "add" || isLocal) && { destructiveHint: false }),
    ...(reachesOthers === "never" && { openWorldHint: false }),
  };
}
