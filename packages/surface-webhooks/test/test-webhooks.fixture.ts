import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Duration, parseDuration } from "@casement/core";
import type { WebhookConfig } from "@casement/host/config";
import { createTestHost, type TestHost } from "@casement/testing";
import { createWebhookSurface, type WebhookSurface } from "../src/create-webhook-surface.ts";
import type { WebhooksOptions } from "../src/webhooks-options.ts";
import { tasksPlugin } from "./tasks-plugin.fixture.ts";
import { openReceiver, type ReceivedRequest, type WebhookReceiver } from "./webhook-receiver.fixture.ts";

export const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
/** How far the clock moves at once (ms). */
const step = 5_000;

export const user = "ada@contoso.example";

/** A host with tasks, and a webhook to a receiver on this machine. */
export interface TestWebhooks extends AsyncDisposable {
  readonly t: TestHost;
  readonly surface: WebhookSurface;
  readonly receiver: WebhookReceiver;
  /** Lines of the surface's log. */
  readonly log: readonly string[];
  addTask(title: string, list?: string): void;
  /** Advances the clock, and waits until nothing is being sent. */
  advance(time: Duration): Promise<void>;
  /** The types of the received messages, each once by its id. */
  typesOf(): readonly string[];
  messagesOf(type: string): readonly ReceivedRequest[];
  /** A new host and a new surface on the same data. */
  restart(options?: RestartOptions & TestWebhooksOptions): Promise<TestWebhooks>;
}

export interface RestartOptions {
  /** Only what the old surface had written before it was closed remains. */
  readonly killed?: true;
  /** Called while no host runs. */
  readonly beforeOpen?: (dataDir: string) => Promise<void>;
}

export interface TestWebhooksOptions {
  webhook?: Partial<WebhookConfig>;
  webhooks?: Partial<WebhooksOptions>;
  /** Called before the surface starts. */
  prepare?: (t: TestHost, receiver: WebhookReceiver, webhooks: Partial<Writable<WebhooksOptions>>) => void | Promise<void>;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

export async function startTestWebhooks(options: TestWebhooksOptions = {}): Promise<TestWebhooks> {
  const t = await createTestHost({ plugins: [{ plugin: tasksPlugin }] });
  await t.advance("1m");
  const receiver = await openReceiver();
  return open(t, receiver, options);
}

async function open(t: TestHost, receiver: WebhookReceiver, options: TestWebhooksOptions): Promise<TestWebhooks> {
  const log: string[] = [];
  const add = (level: string) => (message: string) => void log.push(`${level} ${message}`);
  const changed: Partial<Writable<WebhooksOptions>> = { ...options.webhooks };
  await options.prepare?.(t, receiver, changed);
  const surface = await createWebhookSurface(t.host, {
    webhooks: [
      {
        ...{ name: "flows", url: receiver.url, secret, privateNetwork: true, events: ["tasks/*"], sensors: ["home/tasks/*"] },
        ...options.webhook,
      },
    ],
    state: t.host.sealedState("webhooks"),
    clock: t.clock,
    random: () => 0.5,
    log: { debug: add("debug"), info: add("info"), warn: add("warn"), error: add("error") },
    version: "1.2.3",
    ...changed,
  });
  const settle = async (): Promise<void> => {
    for (let idleTurns = 0; idleTurns < 5; ) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      idleTurns = surface.isBusy ? 0 : idleTurns + 1;
    }
  };
  await surface.start();
  await settle();
  const { received } = receiver;
  return {
    t,
    surface,
    receiver,
    log,
    addTask: (title, list = "Tasks") => void t.emulator.control.todo.addTask(user, list, { title }),
    async advance(time) {
      // In small steps: the clock must not run on while a request is on its way.
      const silent = receiver.isSilent;
      for (let left = parseDuration(time)!; left > 0; left -= step) {
        await t.advance(Math.min(step, left));
        if (!silent) await settle();
      }
    },
    typesOf: () => [...new Map(received.map(({ headers, message }) => [headers["webhook-id"], message.type])).values()],
    messagesOf: (type) => received.filter(({ message }) => message.type === type),
    async restart({ killed, beforeOpen, ...change } = {}) {
      const stored = await readFile(join(t.dataDir, "surfaces", "webhooks"));
      await surface.close();
      if (killed) await writeFile(join(t.dataDir, "surfaces", "webhooks"), stored);
      await t.host.stop();
      await beforeOpen?.(t.dataDir);
      const again = await t.restart();
      return open(again, receiver, { ...options, ...change });
    },
    async [Symbol.asyncDispose]() {
      await surface.close();
      await t[Symbol.asyncDispose]();
      await receiver[Symbol.asyncDispose]();
    },
  };
}
