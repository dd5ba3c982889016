import { householdUsers } from "@casement/graph-emulator/household";
import type { RunningHousehold } from "../harness/running-household.ts";

/** A call that makes something new, with a text that only this call has. */
export interface CreatingCall {
  readonly service: string;
  readonly input: object;
  readonly text: string;
}

const day = () => new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
let made = 0;

/** Calls whose effect can be counted at the emulator. */
export const creatingCalls: Readonly<Record<string, (text: string, chat: string, folder: string) => object>> = {
  "email/send": (text) => ({ to: "out@elsewhere.example", subject: text, text: "x" }),
  "todo/create-task": (text) => ({ sensor: "groceries", title: text }),
  "calendar/create-event": (text) => ({ sensor: "family", subject: text, start: `${day()}T10:00`, end: `${day()}T11:00` }),
  "chat/send-message": (text, chat) => ({ chat, message: text }),
  "todo/create-list": (text) => ({ name: text }),
};

const { main } = householdUsers;

export async function createCall({ emulator, folder }: RunningHousehold, service: string): Promise<CreatingCall> {
  const text = `call-${++made}-`;
  const [chat] = await emulator.control("chat/chats", main);
  return { service, text, input: creatingCalls[service]!(text, chat.id, folder) };
}

/** How often the emulator has what each call makes. */
export async function countEffects({ emulator }: RunningHousehold, calls: readonly CreatingCall[]): Promise<readonly number[]> {
  const { control } = emulator;
  const lists: { displayName: string }[] = await control("todo/lists", main);
  const [chat] = await control("chat/chats", main);
  const texts: string[] = [
    ...(await control("mail/sent")).filter(({ inside }: { inside: boolean }) => !inside).map(({ subject }: any) => subject),
    ...(await control("todo/tasks", main, "Groceries")).map(({ title }: any) => title),
    ...lists.map(({ displayName }) => displayName),
    ...(await control("calendar/events", main)).map(({ subject }: any) => subject),
    ...(await control("chat/messages", chat.id)).map(({ content }: any) => content),
  ].map(String);
  return calls.map(({ text }) => texts.filter((each) => each.includes(text)).length);
}
