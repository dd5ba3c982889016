import type { DemoHousehold } from "../harness/demo-household.ts";
import type { AgentRequest } from "./agent-request.ts";
import { calendarRequests } from "./requests/calendar-requests.ts";
import { mailRequests } from "./requests/mail-requests.ts";
import { peopleRequests } from "./requests/people-requests.ts";
import { taskRequests } from "./requests/task-requests.ts";
import { type AgentCounts, connectAgent } from "./scripted-agent.ts";

export interface RequestsOutcome {
  readonly counts: AgentCounts;
  readonly done: number;
  /** Requests that need tools which the hub does not have yet. */
  readonly pending: readonly AgentRequest[];
  /** A call was refused, or the agent did not know what to call. */
  readonly deadEnds: readonly string[];
  /** The calls succeeded, but something that they asked for was not done. */
  readonly drops: readonly string[];
}

const requests = [...mailRequests, ...calendarRequests, ...taskRequests, ...peopleRequests];

export async function runRequests({ address, token, emulator }: DemoHousehold): Promise<RequestsOutcome> {
  const agent = await connectAgent(address, await token());
  const pending: AgentRequest[] = [];
  const deadEnds: string[] = [];
  const drops: string[] = [];
  try {
    for (const request of requests) {
      const { number, text, needs = [] } = request;
      if (!needs.every((name) => agent.offers(name))) {
        pending.push(request);
        continue;
      }
      request.prepare?.(emulator);
      agent.hear(text);
      const callsBefore = agent.counts.calls;
      const bytesBefore = agent.counts.bytesOut;
      const print = (outcome: string): void =>
        console.log(
          `  ${String(number).padStart(2)}  ${outcome}  ${agent.counts.calls - callsBefore} calls, ${agent.counts.bytesOut - bytesBefore} bytes  ${text}`,
        );
      try {
        await request.run(agent);
      } catch (error) {
        print("DEAD END");
        deadEnds.push(`${number}: ${(error as Error).message}`);
        continue;
      }
      try {
        request.check?.(emulator);
        print("ok");
      } catch (error) {
        print("DROPPED");
        drops.push(`${number}: ${(error as Error).message}`);
      }
    }
  } finally {
    await agent.close();
  }
  return { counts: agent.counts, done: requests.length - pending.length - deadEnds.length - drops.length, pending, deadEnds, drops };
}
