import { type TestAnswer, type TestClient, type TestGraph, testGraph } from "../test-graph.fixture.ts";

/** A notification as it arrives. */
export interface Arrived {
  url: string;
  changeType?: string;
  lifecycleEvent?: string;
  resource?: string;
  clientState: string;
  subscriptionId: string;
  resourceData?: { id: string; "@odata.type": string };
  encryptedContent?: Record<string, string>;
}

export interface Listener {
  graph: TestGraph;
  arrived: Arrived[];
  bodies: { value: Arrived[]; validationTokens?: string[] }[];
  /** Path and status of each request. */
  log: string[];
  /** How the endpoint answers notifications, and the handshake. */
  status: number;
  echo: (token: string) => Response | Promise<Response>;
  /** Looks, delivers, and takes what arrived since. */
  take(): Promise<Arrived[]>;
}

export const hook = "https://hook.example/notify";
export const echoed = (token: string): Response => new Response(token, { headers: { "content-type": "text/plain" } });

/** An emulator and the endpoint of a subscriber, without a network between. */
export function listening(): Listener {
  const listener: Listener = {
    graph: testGraph({
      async post(url, init) {
        const { searchParams, pathname } = new URL(url);
        const token = searchParams.get("validationToken");
        if (token !== null) {
          listener.log.push(`${pathname} validation`);
          return listener.echo(token);
        }
        listener.log.push(`${pathname} ${listener.status}`);
        if (listener.status < 300) {
          const body = JSON.parse(String(init.body)) as Listener["bodies"][number];
          listener.bodies.push(body);
          listener.arrived.push(...body.value.map((one) => ({ ...one, url })));
        }
        return new Response(null, { status: listener.status });
      },
    }),
    arrived: [],
    bodies: [],
    log: [],
    status: 202,
    echo: echoed,
    async take() {
      await listener.graph.emulator.control.subscriptions.settled();
      return listener.arrived.splice(0);
    },
  };
  return listener;
}

/** Subscribes for 45 minutes, to everything, unless told otherwise. */
export const subscribe = (client: TestClient, resource: string, more: object = {}, headers = {}): Promise<TestAnswer> =>
  client.send(
    "POST",
    "/subscriptions",
    {
      resource,
      changeType: "created,updated,deleted",
      notificationUrl: hook,
      clientState: "secret",
      expirationDateTime: "2026-03-02T08:45:00Z",
      ...more,
    },
    headers,
  );

export const kinds = (arrived: Arrived[]) => arrived.map(({ changeType, resourceData }) => [changeType, resourceData?.id]);
