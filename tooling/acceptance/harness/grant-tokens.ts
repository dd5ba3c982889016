import type { DemoHousehold } from "./demo-household.ts";

/** A token as people give it to a program. */
export async function addProgramToken({ api }: Pick<DemoHousehold, "api">, name: string): Promise<string> {
  return (await api("POST", "access", { kind: "program", name, access: "change" })).credentials.password;
}

/** A token as people give it to an AI agent. Its calls count by themselves. */
export async function addAgentToken({ api }: Pick<DemoHousehold, "api">, name: string): Promise<string> {
  return (await api("POST", "access", { kind: "mcp", name, access: "change" })).credentials.password;
}
