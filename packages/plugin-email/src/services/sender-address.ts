import { type Account, invalidInput } from "@casement/core";
import type { GraphRecipient } from "../graph-types.ts";
import type { EmailCall } from "./email-call.ts";

/** The address of the mailbox in use, which gets the messages that have no recipient. */
export async function readOwnAddress({ account, graph }: EmailCall): Promise<GraphRecipient> {
  const shared = sharedAddress(account);
  if (shared !== undefined) return { emailAddress: { address: shared } };
  const { mail, userPrincipalName } = await graph.get<{ mail?: string | null; userPrincipalName: string }>("/me", {
    query: { $select: "mail,userPrincipalName" },
  });
  return { emailAddress: { address: mail ?? userPrincipalName } };
}

/** The sender in `from`. @throws CasementError `input-invalid` when the configuration does not allow it. */
export function senderOf({ account, config }: EmailCall, from: string): GraphRecipient {
  const lower = from.trim().toLowerCase();
  const allowed = [account.username, sharedAddress(account), ...config.sendFrom].map((address) => address?.toLowerCase());
  if (!allowed.includes(lower))
    throw invalidInput("from", "is not a mailbox of this account; add its address to sendFrom in the configuration and sign in again");
  return { emailAddress: { address: from.trim() } };
}

function sharedAddress({ mailbox }: Account): string | undefined {
  const name = decodeURIComponent(mailbox.split("/").at(-1) ?? "");
  return name.includes("@") ? name : undefined;
}
