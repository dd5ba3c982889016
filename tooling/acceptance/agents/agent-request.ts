import type { Emulator } from "@casement/graph-emulator";
import type { ScriptedAgent } from "./scripted-agent.ts";

/** One thing that a person asks an agent for, and how a careful agent does it. */
export interface AgentRequest {
  /** In the list of the thirty requests that agents are measured by. */
  readonly number: number;
  /** What the person says. An agent may use names and addresses of it. */
  readonly text: string;
  /**
   * Tools, and fields as `tool.field`, without which there is no way. While the hub lists none of the alternatives, the request is pending and
   * says `pending`.
   */
  readonly needs?: readonly string[];
  readonly pending?: string;
  /** Adds to the household what the request is about. */
  prepare?(emulator: Emulator): void;
  run(agent: ScriptedAgent): Promise<void>;
  /** What Microsoft 365 then has. Throws if something that the agent asked for was dropped. */
  check?(emulator: Emulator): void;
}
