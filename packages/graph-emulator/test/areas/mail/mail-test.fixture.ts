import { expect } from "vitest";
import type { IncomingMail } from "../../../src/areas/mail/mail-control.ts";
import type { EmulatorControl } from "../../../src/control/emulator-control.ts";
import { type RefusalId, refusalTable } from "../../../src/refusals/refusal-table.ts";
import { createTestGraph, type TestClient, type TestGraph, type TestResponse, testUsers } from "../../test-graph.fixture.ts";

const { ada, ben } = testUsers;

export interface MailTestSetup {
  graph: TestGraph;
  mail: EmulatorControl["mail"];
  settings: EmulatorControl["mailboxSettings"];
  /** Client of Ada with all mail permissions. */
  me: TestClient;
  /** Client of Ben with all mail permissions. */
  other: TestClient;
}

/** Creates an emulator with clients of Ada and Ben that have all mail permissions. */
export async function createMailTest(): Promise<MailTestSetup> {
  const graph = createTestGraph();
  const scopes = ["Mail.ReadWrite", "Mail.Send", "Mail.ReadWrite.Shared", "Mail.Send.Shared", "MailboxSettings.ReadWrite"];
  const { mail, mailboxSettings: settings } = graph.emulator.control;
  return { graph, mail, settings, me: await graph.client(ada, ...scopes), other: await graph.client(ben, ...scopes) };
}

/** Expects the response that the row describes. */
export function expectRefusal(id: RefusalId, { status, body }: TestResponse): void {
  const row = refusalTable[id];
  expect([status, body?.error?.code]).toEqual([row.status, row.code]);
  expect(body.error.message).toContain(row.message!.split("{")[0]!);
}

export const recipientsOf = (...addresses: string[]) => addresses.map((address) => ({ emailAddress: { address } }));

/** Delivers a mail from outside Graph. Returns its id in the first mailbox that received it. */
export const deliverMail = (mail: MailTestSetup["mail"], message: IncomingMail): string => mail.deliver(message)[0]!.id;

/** Reads the newest messages of a folder. */
export const readFolder = async (client: TestClient, folder: string): Promise<any[]> =>
  (await client.get(`/me/mailFolders/${folder}/messages?$expand=attachments`)).body.value;

export const fileAttachmentBody = (name: string, content: string, more: object = {}) => ({
  "@odata.type": "#microsoft.graph.fileAttachment",
  name,
  contentType: "text/plain",
  contentBytes: Buffer.from(content).toString("base64"),
  ...more,
});
