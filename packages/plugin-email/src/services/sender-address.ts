import { type Account, invalidInput } from "@casement/core";
import { readAddresses } from "@casement/graph-text";
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

/** The user's addresses, in lower case: the principal name, and the mail address if it differs. They are read once. */
export async function readUserAddresses({ account, graph, memory }: EmailCall): Promise<readonly string[]> {
  const cache = memory("user-addresses", (): { addresses?: readonly string[] } => ({}));
  if (!cache.addresses) {
    const user = await graph.get<Record<string, unknown>>("/me", { query: { $select: "mail,userPrincipalName" } });
    const names = [account.username, user.userPrincipalName, user.mail].filter((name) => typeof name === "string");
    cache.addresses = [...new Set(names.map((name) => name.toLowerCase()))];
  }
  return cache.addresses;
}

/** The sender in `from`. @throws CasementError `input-invalid` when the configuration does not allow it. */
export async function senderOf(call: EmailCall, from: string): Promise<GraphRecipient> {
  const read = readAddresses(from);
  if ("mistake" in read) throw invalidInput("from", read.mistake.message);
  const [sender] = read.people;
  if (!sender || read.people.length > 1) throw invalidInput("from", "must be one address");
  const lower = sender.address.toLowerCase();
  const sendFrom = readAddresses(call.config.sendFrom);
  const others = "people" in sendFrom ? sendFrom.people.map(({ address }) => address) : [];
  const configured = [call.account.username, sharedAddress(call.account), ...others].map((address) => address?.toLowerCase());
  if (!configured.includes(lower) && !(await readUserAddresses(call)).includes(lower))
    throw invalidInput("from", "is not a mailbox of this account; add its address to sendFrom in the configuration and sign in again");
  return { emailAddress: { address: sender.address } };
}

function sharedAddress({ mailbox }: Account): string | undefined {
  const name = decodeURIComponent(mailbox.split("/").at(-1) ?? "");
  return name.includes("@") ? name : undefined;
}
