import type { AgentPrompt } from "@casement/surface-mcp";
import { morningBriefing } from "./morning-briefing.ts";
import { planMeeting } from "./plan-meeting.ts";
import { triageMail } from "./triage-mail.ts";

/** What people can start by its name in their AI client. */
export const agentPrompts: readonly AgentPrompt[] = [morningBriefing, triageMail, planMeeting];
