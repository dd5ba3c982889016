import type { EmulatorOptions } from "@casement/graph-emulator";
import type { Host } from "@casement/host";

/** Receives the change notifications of an emulator for the host that is connected, without a network. */
export interface NotificationReceiver {
  readonly post: NonNullable<EmulatorOptions["post"]>;
  /** The returned function disconnects the host. */
  connect(host: Host): () => void;
}

/** The address to which subscriptions of test hosts send notifications. */
export const receiverAddress = "https://hub.example/notifications/secret";

export function createNotificationReceiver(): NotificationReceiver {
  let connected: Host | undefined;
  return {
    async post(url, { body }) {
      const address = new URL(url);
      const token = address.searchParams.get("validationToken");
      if (!url.startsWith(receiverAddress)) return new Response(null, { status: 404 });
      if (token !== null) return new Response(token, { headers: { "content-type": "text/plain" } });
      if (!connected) return new Response(null, { status: 503 });
      connected.notifications.receive(JSON.parse(String(body)));
      return new Response(null, { status: 202 });
    },
    connect(host) {
      connected = host;
      const disconnect = host.notifications.connect({ address: receiverAddress });
      return () => {
        if (connected === host) connected = undefined;
        disconnect();
      };
    },
  };
}
