import { WebSocket } from "ws";

/** Commands of Home Assistant's WebSocket API that have one result. */
export interface WebSocketCommands {
  send(type: string, data?: object): Promise<any>;
  close(): void;
}

/** ms */
const responseTimeout = 20_000;

export async function openCommands(url: string, token: string): Promise<WebSocketCommands> {
  const socket = new WebSocket(url);
  const pendingCommands = new Map<number, (message: any) => void>();
  let lastId = 0;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("Home Assistant's WebSocket API did not respond.")), responseTimeout);
    socket.on("error", reject);
    socket.on("message", (data) => {
      const message = JSON.parse(String(data));
      if (message.type === "auth_required") socket.send(JSON.stringify({ type: "auth", access_token: token }));
      else if (message.type === "auth_ok") resolve();
      else if (message.type === "auth_invalid") reject(new Error("Home Assistant's WebSocket API rejected the token."));
      else pendingCommands.get(message.id)?.(message);
      clearTimeout(timer);
    });
  });
  return {
    send(type, data = {}) {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`Home Assistant did not respond to ${type}.`)), responseTimeout);
        pendingCommands.set(id, ({ success, result, error }) => {
          clearTimeout(timer);
          pendingCommands.delete(id);
          if (success) resolve(result);
          else reject(new Error(`Home Assistant responded to ${type} with ${JSON.stringify(error)}`));
        });
        socket.send(JSON.stringify({ id, type, ...data }));
      });
    },
    close: () => socket.terminate(),
  };
}
