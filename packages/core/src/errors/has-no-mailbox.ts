import { CasementError } from "./casement-error.ts";

/** Graph's code for a user without a mailbox, such as a guest: https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/405 */
export const noMailboxCode = "MailboxNotEnabledForRESTAPI";

/** Whether Graph said that the user has no mailbox. Repeating the request does not help. */
export const hasNoMailbox = (error: unknown): boolean => CasementError.is(error) && error.details.code === noMailboxCode;
