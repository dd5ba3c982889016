import assert from "node:assert/strict";
import { type Emulator, type EmulatorServer, serveEmulator } from "@casement/graph-emulator";
import { addHousehold, householdTenant, householdUsers } from "@casement/graph-emulator/household";
import type { ThrowAwayCertificates } from "./certificates.ts";

/** The app registration that all clients use. */
export const clientId = "11111111-1111-4111-8111-111111111111";

/** What the tenant's administrator approved for the app: everything that the operations need. */
export const approvedScopes = [
  "Calendars.ReadWrite",
  "Calendars.ReadWrite.Shared",
  "Chat.Create",
  "Chat.ReadWrite",
  "ChatMember.Read",
  "ChatMember.ReadWrite",
  "ChatMessage.Send",
  "Directory.Read.All",
  "Group.Read.All",
  "Group.ReadWrite.All",
  "GroupMember.Read.All",
  "Mail.ReadWrite",
  "Mail.ReadWrite.Shared",
  "Mail.Send",
  "Mail.Send.Shared",
  "MailboxSettings.ReadWrite",
  "Place.Read.All",
  "Presence.Read.All",
  "Presence.ReadWrite",
  "Tasks.ReadWrite",
  "User.Read",
  "User.Read.All",
] as const;

export interface ServedHousehold extends AsyncDisposable {
  readonly emulator: Emulator;
}

/** Serves a new household under Microsoft's host names. Works only in the private network. */
export async function serveHousehold({ key, cert }: Pick<ThrowAwayCertificates, "key" | "cert">): Promise<ServedHousehold> {
  const server: EmulatorServer = await serveEmulator({
    populate: addHousehold,
    port: 443,
    tls: { key, cert },
    entra: { deviceCodeInterval: 1 },
  });
  server.emulator.control.entra.grant(householdTenant.domain, clientId, approvedScopes);
  return { emulator: server.emulator, [Symbol.asyncDispose]: () => server.close() };
}

/** Enters the device code that a client shows, and consents as the household's main user. */
export function approveDevice({ control }: Emulator, userCode: string): void {
  assert.deepEqual(control.entra.approveDevice(userCode, householdUsers.main), { approved: true });
}
