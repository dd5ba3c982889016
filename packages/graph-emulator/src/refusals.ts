import { calendarRefusals } from "./graph/calendar-refusals.ts";
import { chatRefusals } from "./graph/chat/chat-refusals.ts";
import { generalRefusals } from "./graph/general-refusals.ts";
import { GraphFault } from "./graph/graph-fault.ts";
import { groupRefusals } from "./graph/groups/group-refusals.ts";
import { mailRefusals } from "./graph/mail/mail-refusals.ts";
import { mailboxSettingsRefusals } from "./graph/mailbox-settings/mailbox-settings-refusals.ts";
import { presenceRefusals } from "./graph/presence/presence-refusals.ts";
import { signInRefusals } from "./graph/sign-in-refusals.ts";
import { subscriptionRefusals } from "./graph/subscriptions/subscription-refusals.ts";
import { todoRefusals } from "./graph/todo/todo-refusals.ts";
import { usersRefusals } from "./graph/users/users-refusals.ts";

/** What Graph refuses, cuts down or leaves out, where a client would not expect it. */
export interface RefusalRow {
  /** The call or calls it is about. */
  appliesTo: string;
  rule: string;
  /** Where we know it from: a specification of this project, Microsoft's page, or a thread. */
  source: string;
  /** What of the answer nobody has shown us from the real Graph: clients should not compare it. */
  unproven?: "message" | "code and message" | "number";
  /** Answer, for what is refused; rows without one describe what is silently cut or left out. `{name}` is filled in. */
  status?: number;
  code?: string;
  message?: string;
}

/**
 * The table. A row is written before the code that meets it, and each id has a test: `refusals.test.ts` looks for its name in the tests.
 * Rows of areas that are not built are not here.
 */
const rows = {
  ...generalRefusals,
  ...signInRefusals,
  ...mailRefusals,
  ...mailboxSettingsRefusals,
  ...presenceRefusals,
  ...chatRefusals,
  ...todoRefusals,
  ...usersRefusals,
  ...calendarRefusals,
  ...groupRefusals,
  ...subscriptionRefusals,
};

type Rows = typeof rows;
export type RefusalId = keyof Rows;
/** Those that are refused, not merely cut or left out. */
type AnsweredId = { [Id in RefusalId]: Rows[Id] extends { status: number } ? Id : never }[RefusalId];
export const refusalTable: Readonly<Record<RefusalId, RefusalRow>> = rows;

/** The refusal as the error Graph answers with. `values` fill the `{name}`s of its message. */
export function createRefusal(id: AnsweredId, values: Readonly<Record<string, string | number>> = {}): GraphFault {
  const { status, code, message }: Required<Pick<RefusalRow, "status" | "code" | "message">> = rows[id];
  return new GraphFault(
    status,
    code,
    message.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? "")),
  );
}
