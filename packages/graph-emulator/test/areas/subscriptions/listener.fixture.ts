import { createTestGraph, type TestClient, type TestGraph, type TestResponse } from "../../test-graph.fixture.ts";

/** A notification as the listener receives it. */
export interface ReceivedNotification {
  url: string;
  changeType?: string;
  lifecycleEvent?: string;
  resource?: string;
  clientState: string;
  subscriptionId: string;
  resourceData?: { id: string; "@odata.type": string };
  encryptedContent?: Record<string, string>;
}

export interface NotificationListener {
  graph: TestGraph;
  received: ReceivedNotification[];
  bodies: { value: ReceivedNotification[]; validationTokens?: string[] }[];
  /** Path and status of each request. */
  log: string[];
  /** Status of the listener's response to notifications. */
  status: number;
  echo: (token: string) => Response | Promise<Response>;
  /** Waits until changes are detected and sent, and returns the notifications received since the last call. */
  takeReceived(): Promise<ReceivedNotification[]>;
}

export const listenerUrl = "https://hook.example/notify";
export const echoToken = (token: string): Response => new Response(token, { headers: { "content-type": "text/plain" } });

/** Creates an emulator and a listener that receives its notifications without a network. */
export function createListener(): NotificationListener {
  const listener: NotificationListener = {
    graph: createTestGraph({
      async post(url, init) {
        const { searchParams, pathname } = new URL(url);
        const token = searchParams.get("validationToken");
        if (token !== null) {
          listener.log.push(`${pathname} validation`);
          return listener.echo(token);
        }
        listener.log.push(`${pathname} ${listener.status}`);
        if (listener.status < 300) {
          const body = JSON.parse(String(init.body)) as NotificationListener["bodies"][number];
          listener.bodies.push(body);
          listener.received.push(...body.value.map((notification) => ({ ...notification, url })));
        }
        return new Response(null, { status: listener.status });
      },
    }),
    received: [],
    bodies: [],
    log: [],
    status: 202,
    echo: echoToken,
    async takeReceived() {
      await listener.graph.emulator.control.subscriptions.settled();
      return listener.received.splice(0);
    },
  };
  return listener;
}

/** Creates a subscription. By default for all changes and 45 minutes. */
export const createSubscription = (client: TestClient, resource: string, more: object = {}, headers = {}): Promise<TestResponse> =>
  client.send(
    "POST",
    "/subscriptions",
    {
      resource,
      changeType: "created,updated,deleted",
      notificationUrl: listenerUrl,
      clientState: "secret",
      expirationDateTime: "2026-03-02T08:45:00Z",
      ...more,
    },
    headers,
  );

export const changesOf = (arrived: ReceivedNotification[]) => arrived.map(({ changeType, resourceData }) => [changeType, resourceData?.id]);
