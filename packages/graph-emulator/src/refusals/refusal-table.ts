import { calendarRefusals } from "../areas/calendar/calendar-refusals.ts";
import { chatRefusals } from "../areas/chat/chat-refusals.ts";
import { contactRefusals } from "../areas/contacts/contact-refusals.ts";
import { groupRefusals } from "../areas/groups/group-refusals.ts";
import { extensionRefusals } from "../areas/item-extensions/extension-refusals.ts";
import { mailRefusals } from "../areas/mail/mail-refusals.ts";
import { mailboxSettingsRefusals } from "../areas/mailbox-settings/mailbox-settings-refusals.ts";
import { permissionGrantRefusals } from "../areas/permission-grants/permission-grant-refusals.ts";
import { placeRefusals } from "../areas/places/place-refusals.ts";
import { presenceRefusals } from "../areas/presence/presence-refusals.ts";
import { subscriptionRefusals } from "../areas/subscriptions/subscription-refusals.ts";
import { todoRefusals } from "../areas/todo/todo-refusals.ts";
import { usersRefusals } from "../areas/users/users-refusals.ts";
import { accessRefusals } from "../entra/access-refusals.ts";
import { consentRefusals } from "../entra/consent-refusals.ts";
import { directoryRefusals } from "./directory-refusals.ts";
import { generalRefusals } from "./general-refusals.ts";
import type { RefusalRow } from "./refusal-row.ts";
import { signInRefusals } from "./sign-in-refusals.ts";

/** All rows. Each id needs a test: `refusal-table.test.ts` searches the tests for it. */
const rows = {
  ...generalRefusals,
  ...directoryRefusals,
  ...signInRefusals,
  ...consentRefusals,
  ...accessRefusals,
  ...mailRefusals,
  ...mailboxSettingsRefusals,
  ...presenceRefusals,
  ...chatRefusals,
  ...todoRefusals,
  ...usersRefusals,
  ...calendarRefusals,
  ...groupRefusals,
  ...extensionRefusals,
  ...contactRefusals,
  ...placeRefusals,
  ...permissionGrantRefusals,
  ...subscriptionRefusals,
};

type Rows = typeof rows;
export type RefusalId = keyof Rows;
/** Rows with a response, as opposed to rows that describe limited or omitted data. */
export type RespondingRefusalId = { [Id in RefusalId]: Rows[Id] extends { status: number } ? Id : never }[RefusalId];
export const refusalTable: Readonly<Record<RefusalId, RefusalRow>> = rows;
