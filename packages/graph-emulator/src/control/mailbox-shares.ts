import { CasementError } from "@casement/core";
import type { Directory } from "../directory.ts";

export type SharedFolder = "mail" | "calendar";

/** Who may open whose mailbox or calendar. Users are given by id or user principal name. */
export interface MailboxShares {
  add(owner: string, user: string, folders?: readonly SharedFolder[]): void;
  remove(owner: string, user: string): void;
  has(owner: { id: string }, user: { id: string }, folder: SharedFolder): boolean;
}

export function createMailboxShares(directory: Directory): MailboxShares {
  const shares = new Map<string, Set<SharedFolder>>();
  const idOf = (name: string) => {
    const user = directory.user(name);
    if (!user) throw new CasementError("input-invalid", "No user has that id or name.");
    return user.id;
  };
  return {
    add: (owner, user, folders = ["mail", "calendar"]) => void shares.set(`${idOf(owner)} ${idOf(user)}`, new Set(folders)),
    remove: (owner, user) => void shares.delete(`${idOf(owner)} ${idOf(user)}`),
    has: (owner, user, folder) => shares.get(`${owner.id} ${user.id}`)?.has(folder) ?? false,
  };
}
