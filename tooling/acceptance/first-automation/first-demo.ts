import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { startProgram } from "../harness/programs.ts";
import { casementProgram } from "../harness/source-program.ts";
import { waitFor } from "../harness/wait-for.ts";

/** `casement demo --mqtt`, with what it prints. */
export interface FirstDemo extends AsyncDisposable {
  readonly folder: string;
  readonly address: string;
  readonly emulatorAddress: string;
  readonly brokerPort: string;
  api(method: string, path: string, body?: object): Promise<any>;
  /** The titles of the open tasks of a list. */
  titles(list: string): Promise<readonly string[]>;
  /** Waits until the groceries have a task with this title. */
  waitForTask(title: string): Promise<void>;
}

export async function createDemo(folder: string): Promise<FirstDemo> {
  await mkdir(folder);
  const [command = "", ...args] = casementProgram;
  const program = startProgram(command, [...args, "demo", "--mqtt"], { cwd: folder });
  const printed = (what: RegExp): string => what.exec(program.output())?.[1] ?? "";
  await waitFor("the addresses of the demo", 90, async () => printed(/Broker +-h 127\.0\.0\.1 -p (\d+)/) !== "");
  const address = printed(/Hub +(http\S+)/);
  const token = printed(/Token +(\S+)/);

  const api = async (method: string, path: string, body?: object): Promise<any> => {
    const response = await fetch(`${address}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const json = await response.json();
    assert.ok(response.ok, `The demo responded to ${path} with ${response.status}: ${JSON.stringify(json)}`);
    return json;
  };
  const titles = async (list: string): Promise<readonly string[]> =>
    (await api("GET", `sensors/home/todo/${list}`)).attributes.tasks.map((task: { title: string }) => task.title);
  await waitFor("the list of groceries", 60, async () => (await titles("groceries")).length > 0);
  return {
    folder,
    address,
    emulatorAddress: printed(/Emulator +(http\S+)/),
    brokerPort: printed(/Broker +-h 127\.0\.0\.1 -p (\d+)/),
    api,
    titles,
    async waitForTask(title) {
      await waitFor(`the task "${title}"`, 30, async () => (await titles("groceries")).includes(title));
    },
    [Symbol.asyncDispose]: program.stop,
  };
}
