import type { RefusalRow } from "../../refusals/refusal-row.ts";

/** Rows about mailbox settings and automatic replies. */
export const mailboxSettingsRefusals = {
  "settings-other-mailbox": {
    appliesTo: "/users/{other}/mailboxSettings",
    rule: "Delegated permissions cover only one's own settings.",
    source:
      "learn.microsoft.com/graph/permissions-reference: MailboxSettings has no `.Shared` form; learn.microsoft.com/graph/api/user-get-mailboxsettings",
    status: 403,
    code: "ErrorAccessDenied",
    message: "Access is denied. Check credentials and try again.",
  },
  "settings-read-only": {
    appliesTo: "PATCH /me/mailboxSettings",
    rule: "`userPurpose`, `archiveFolder`, and unknown properties cannot be written.",
    unproven: "message",
    source: "learn.microsoft.com/graph/api/user-update-mailboxsettings",
    status: 400,
    code: "ErrorInvalidRequest",
    message: "The property '{name}' cannot be set.",
  },
  "oof-duration": {
    appliesTo: "PATCH /me/mailboxSettings",
    rule: "Scheduled automatic replies must end after they start.",
    unproven: "message",
    source: "learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode: ErrorInvalidScheduledOofDuration",
    status: 400,
    code: "ErrorInvalidScheduledOofDuration",
    message: "The specified scheduled automatic replies duration is invalid: the end must be later than the start.",
  },
  "oof-once-per-sender": {
    appliesTo: "mail to somebody with automatic replies",
    rule: "Each sender gets one automatic reply until the setting changes. Automatic replies never get an automatic reply.",
    source: "support.microsoft.com: Send automatic out of office replies from Outlook",
  },
  "oof-text-is-html": {
    appliesTo: "PATCH /me/mailboxSettings",
    rule: "The texts are HTML. Plain text is returned wrapped in `<html>`, and its line breaks are lost.",
    source: "learn.microsoft.com/graph/api/user-get-mailboxsettings, example 1",
  },
} as const satisfies Record<string, RefusalRow>;
