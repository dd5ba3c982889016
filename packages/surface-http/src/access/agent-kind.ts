import type { AccessGrant, GrantKind } from "./access-grant.ts";

export const agentKindName = "mcp";

/** Access for an AI agent, whose secret is its bearer token. `isConfigured`: whether the hub serves `/mcp`. */
export const createAgentKind = (isConfigured: boolean): GrantKind => ({
  kind: agentKindName,
  title: "AI agent (MCP)",
  target: "hub",
  access: ["change", "add", "read"],
  isAgent: true,
  ...(!isConfigured && { unavailable: "MCP is not configured. Add the line mcp: true to casement.yaml, and restart the hub." }),
  credentialsOf: (secret, _, addressOf) => ({ address: addressOf("/mcp"), password: secret }),
});

/** A client as the MCP server knows it. */
export interface AgentClient {
  readonly name: string;
  readonly access: "read" | "add" | "change";
  readonly accounts?: readonly string[] | undefined;
  readonly tools?: readonly string[] | undefined;
  readonly recipients?: readonly string[] | undefined;
  readonly callsPerHour?: number | undefined;
  readonly messagesPerHour?: number | undefined;
}

export const toAgentClient = ({ name, access, accounts, limits }: AccessGrant): AgentClient => ({
  name,
  access: access === "add" || access === "change" ? access : "read",
  ...(accounts && { accounts }),
  ...limits,
});
