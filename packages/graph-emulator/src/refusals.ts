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

/** Something that Graph refuses, limits, or omits, where a client would not expect it. */
export interface RefusalRow {
  /** The requests to which the row applies. */
  appliesTo: string;
  rule: string;
  /** Where the behavior is documented or was observed: a page of Microsoft, a public issue, or another public source. */
  source: string;
  /** The part of the response that no public source shows. Clients should not depend on it. */
  unproven?: "message" | "code and message" | "number";
  /** Status of the response. Rows without a status describe data that is limited or omitted. `{name}` in a message is a placeholder. */
  status?: number;
  code?: string;
  message?: string;
}

/** All rows. Each id needs a test: `refusals.test.ts` searches the tests for it. */
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
/** Rows with a response, as opposed to rows that describe limited or omitted data. */
type RespondingRefusalId = { [Id in RefusalId]: Rows[Id] extends { status: number } ? Id : never }[RefusalId];
export const refusalTable: Readonly<Record<RefusalId, RefusalRow>> = rows;

/** Creates the error with which Graph responds. `values` replaces the placeholders in the message. */
export function createRefusal(id: RespondingRefusalId, values: Readonly<Record<string, string | number>> = {}): GraphFault {
  const { status, code, message }: Required<Pick<RefusalRow, "status" | "code" | "message">> = rows[id];
  return new GraphFault(
    status,
    code,
    message.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? "")),
  );
}
