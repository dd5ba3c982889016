import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import type { TestBroker } from "./broker.fixture.ts";
import { type House, house, housePlugin } from "./house.fixture.ts";
import { type Heard, type Listener, listen } from "./listener.fixture.ts";
import type { MqttOptions } from "./mqtt-options.ts";
import { type MqttSurface, serveMqtt } from "./serve-mqtt.ts";

export interface TestMqtt extends AsyncDisposable {
  readonly t: TestHost;
  readonly world: House;
  readonly mqtt: MqttSurface;
  readonly listener: Listener;
  readonly lines: string[];
  /** Waits until the surface has said all and done all, moving the clock where it waits for that. */
  settle(): Promise<void>;
  /** Waits for a message; one that is there already counts. */
  until(fits: (heard: Heard) => boolean): Promise<Heard>;
  /** Calls a service as a client of MQTT 3.1.1 does, and gives the answer. */
  call(service: string, input: object, account?: string): Promise<any>;
  /** Reads the sensors anew and waits until the broker has them. */
  refresh(): Promise<void>;
  rescan(): Promise<void>;
}

export interface TestMqttOptions {
  world?: House;
  host?: Partial<TestHostOptions>;
  mqtt?: Partial<MqttOptions>;
  /** A host that runs already: another surface on it. */
  t?: TestHost;
  version?: 4 | 5;
}

export async function testMqtt(broker: TestBroker, options: TestMqttOptions = {}): Promise<TestMqtt> {
  const world = options.world ?? house();
  const t = options.t ?? (await createTestHost({ plugins: [{ plugin: housePlugin(world) }], ...options.host }));
  const lines: string[] = [];
  const line = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  const log = { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
  const listener = await listen(broker, options.version);
  const mqtt = await serveMqtt(t.host, { ...broker.options, clock: t.clock, log, random: () => 1, version: "1.2.3", ...options.mqtt });
  const settle = () => settled(t, mqtt);
  await settle();
  const until = async (fits: (heard: Heard) => boolean): Promise<Heard> => {
    for (;;) {
      const found = listener.heard.find(fits);
      if (found) return found;
      await turn();
    }
  };
  let calls = 0;
  return {
    t,
    world,
    mqtt,
    listener,
    lines,
    settle,
    until,
    async call(service, input, account = "home") {
      const topic = `answers/${++calls}`;
      await listener.publish(`casement/${account}/call/${service}`, { ...input, $replyTo: topic });
      return JSON.parse((await until((heard) => heard.topic === topic)).text);
    },
    async refresh() {
      await t.account.refresh();
      await t.host.settled();
      await settle();
    },
    async rescan() {
      await t.account.rescan();
      await t.host.settled();
      await settle();
    },
    async [Symbol.asyncDispose]() {
      await closed(t, mqtt);
      await listener[Symbol.asyncDispose]();
      if (options.t === undefined) await t[Symbol.asyncDispose]();
    },
  };
}

/** One turn of sockets and timers. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

/** Connected, with nothing left to send. */
async function settled(t: TestHost, mqtt: MqttSurface): Promise<void> {
  for (let quiet = 0; quiet < 5; ) {
    await turn();
    quiet = mqtt.connected && mqtt.waiting === 0 ? quiet + 1 : 0;
    if (quiet === 0) await t.clock.advance(50);
  }
}

/** Until the surface has noticed that its connection is lost. */
export async function down({ mqtt }: { readonly mqtt: MqttSurface }): Promise<void> {
  while (mqtt.connected) await turn();
}

export async function closed(t: TestHost, mqtt: MqttSurface): Promise<void> {
  let done = false;
  const closing = mqtt.close().then(() => {
    done = true;
  });
  while (!done) {
    await turn();
    await t.clock.advance(200);
  }
  await closing;
}
