import type { Account, RaisedEvent, ServiceCall } from "@casement/core";
import type { EmailConfig } from "../config.ts";
import type { emailEvents } from "../email-events.ts";

/** What `run` gets from a service that names `emailConfig`. */
export type EmailCall<Input = unknown> = ServiceCall<EmailConfig, Input>;
/** What `run` gets from a service that names `emailEvents` too. */
export type SendingCall<Input = unknown> = ServiceCall<EmailConfig, Input, RaisedEvent<typeof emailEvents>>;

/** "/me/messages", or the path of one message. */
export function messagePath({ account }: { readonly account: Account }, id?: string): string {
  const path = `${account.mailbox}/messages`;
  return id === undefined ? path : `${path}/${encodeURIComponent(id)}`;
}
