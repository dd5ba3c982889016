import { WebSocket } from "ws";

/** Home Assistant's websocket interface, as far as it is commands with one answer. */
export interface WebSocketCommands {
  ask(type: string, data?: object): Promise<any>;
  close(): void;
}

const patience = 20_000;

export async function openCommands(url: string, token: string): Promise<WebSocketCommands> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, (message: any) => void>();
  let last = 0;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("Home Assistant's websocket does not answer.")), patience);
    socket.on("error", reject);
    socket.on("message", (data) => {
      const message = JSON.parse(String(data));
      if (message.type === "auth_required") socket.send(JSON.stringify({ type: "auth", access_token: token }));
      else if (message.type === "auth_ok") resolve();
      else if (message.type === "auth_invalid") reject(new Error("Home Assistant's websocket refuses the token."));
      else waiting.get(message.id)?.(message);
      clearTimeout(timer);
    });
  });
  return {
    ask(type, data = {}) {
      const id = ++last;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`Home Assistant does not answer ${type}.`)), patience);
        waiting.set(id, ({ success, result, error }) => {
          clearTimeout(timer);
          waiting.delete(id);
          if (success) resolve(result);
          else reject(new Error(`Home Assistant answers ${type} with ${JSON.stringify(error)}`));
        });
        socket.send(JSON.stringify({ id, type, ...data }));
      });
    },
    close: () => socket.terminate(),
  };
}
