import { connect } from "node:net";

/** A command as Redis ran it. */
export interface MonitoredCommand {
  /** By the clock of the machine (ms). */
  readonly at: number;
  /** Part of the script that was the last command before. */
  readonly isOfScript: boolean;
  /** Its name, in lower case, and its first arguments. */
  words(count: number): readonly string[];
}

/**
 * Tells every command that a Redis runs, in its order, and goes on when the Redis comes back. `onConnected`: from here on nothing is missed, until the Redis
 * ends again.
 */
export function monitorRedis(url: string, onCommand: (command: MonitoredCommand) => void, onConnected: () => void): void {
  const { hostname, port } = new URL(url);
  let rest = "";
  const socket = connect(Number(port), hostname, () => socket.write("MONITOR\r\n"));
  socket.setEncoding("latin1").on("data", (part: string) => {
    const lines = (rest + part).split("\r\n");
    rest = lines.pop()!;
    for (const line of lines) {
      if (line === "+OK") onConnected();
      else onCommand(readLine(line));
    }
  });
  socket.on("error", () => {});
  socket.once("close", () => void setTimeout(() => monitorRedis(url, onCommand, onConnected), reconnectMs));
}

const reconnectMs = 20;

/** `+1764489600.123456 [0 127.0.0.1:4711] "set" "key" "a \"value\""`; of a script: `[0 lua]`. */
function readLine(line: string): MonitoredCommand {
  const end = line.indexOf("] ");
  return {
    at: Number(line.slice(1, line.indexOf(" "))) * 1_000,
    isOfScript: line.slice(0, end).endsWith(" lua"),
    words(count) {
      const word = /"((?:[^"\\]|\\.)*)" ?/y;
      word.lastIndex = end + 2;
      const found: string[] = [];
      for (let match = word.exec(line); match && found.length < count; match = word.exec(line)) found.push(match[1]!);
      if (found[0] !== undefined) found[0] = found[0].toLowerCase();
      return found;
    },
  };
}
