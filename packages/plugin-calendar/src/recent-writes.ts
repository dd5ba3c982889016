import type { Account } from "@casement/core";

const writes = new Map<string, number>();
const mailboxOf = ({ id, mailbox }: Account) => `${id} ${mailbox}`;

/** Notes that a service changed something in the mailbox. A calendar without delta is then read before its five minutes are over; nothing else depends on it, so it is not kept. */
export function noteWrite(account: Account, at: Date): void {
  writes.set(mailboxOf(account), at.getTime());
}

export function wasWrittenAfter(account: Account, at: number): boolean {
  return (writes.get(mailboxOf(account)) ?? 0) > at;
}
