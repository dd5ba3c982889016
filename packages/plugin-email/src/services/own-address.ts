import type { Recipient } from "../graph-types.ts";
import { invalid, type ServiceCall } from "./service-call.ts";

/** The address of the mailbox in use: whom a message goes to that names nobody. */
export async function ownAddress(call: ServiceCall<unknown>): Promise<Recipient> {
  const shared = sharedAddress(call);
  if (shared !== undefined) return { emailAddress: { address: shared } };
  const { mail, userPrincipalName } = await call.graph.get<{ mail?: string | null; userPrincipalName: string }>("/me", {
    query: { $select: "mail,userPrincipalName" },
  });
  return { emailAddress: { address: mail ?? userPrincipalName } };
}

/** The person in `from`. Throws `input-invalid` where the configuration does not allow it. */
export function senderFor(call: ServiceCall<unknown>, from: string): Recipient {
  const lower = from.trim().toLowerCase();
  const own = [call.account.username, sharedAddress(call), ...call.config.sendFrom].map((address) => address?.toLowerCase());
  if (!own.includes(lower))
    throw invalid("from", "is not a mailbox of this account; add its address to sendFrom in the configuration and sign in again");
  return { emailAddress: { address: from.trim() } };
}

function sharedAddress({ account }: ServiceCall<unknown>): string | undefined {
  const last = decodeURIComponent(account.mailbox.split("/").at(-1) ?? "");
  return last.includes("@") ? last : undefined;
}
