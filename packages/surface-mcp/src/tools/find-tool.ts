import { CasementError, nearestName } from "@casement/core";
import type { ServiceTool } from "./service-tool.ts";

/** Whether two names differ only in `-` and `_`: models exchange them. */
export const isSameTool = (name: string, other: string): boolean => name.replaceAll("-", "_") === other.replaceAll("-", "_");

/** The tool with this name, or else with a name that differs only in `-` and `_`. */
export const findTool = (serviceTools: readonly ServiceTool[], name: string): ServiceTool | undefined =>
  serviceTools.find((tool) => tool.name === name) ?? serviceTools.find((tool) => isSameTool(tool.name, name));

export function toUnknownToolError(serviceTools: readonly ServiceTool[], name: string): CasementError {
  const shortName = name.slice(0, 100);
  const similarName = nearestName(
    shortName,
    serviceTools.map((tool) => tool.name),
  );
  const advice = similarName ? `Did you mean ${similarName}?` : "List the tools again.";
  return new CasementError("service-unknown", `There is no tool ${shortName}. ${advice}`);
}
