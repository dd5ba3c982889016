import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runToEnd } from "../harness/programs.ts";
import { AcceptanceSkipped } from "../harness/run-acceptance.ts";

/** Host names of Microsoft that lead to the emulator in the private network. */
export const microsoftHosts = ["graph.microsoft.com", "login.microsoftonline.com", "outlook.office.com"] as const;

/** A command that runs other commands in a network of their own, where only this machine exists. */
export type PrivateNetwork = (command: readonly string[]) => readonly [program: string, ...args: string[]];

/** Root can create namespaces. Others need one for users around it. */
const waysIn = [
  ["--net", "--mount"],
  ["--net", "--mount", "--user", "--map-root-user"],
];

/** Starts the loopback interface (SIOCSIFFLAGS with up, loopback and running). Not every container has iproute2. */
const startLoopback = `import fcntl, socket, struct
fcntl.ioctl(socket.socket(), 0x8914, struct.pack("16sh", b"lo", 0x49))`;

/**
 * Prepares a private network with Microsoft's host names. Nothing changes outside it.
 * @param python Python 3
 * @throws AcceptanceSkipped where namespaces are not allowed
 */
export async function preparePrivateNetwork(folder: string, python: string): Promise<PrivateNetwork> {
  const hosts = join(folder, "hosts");
  const loopback = join(folder, "start-loopback.py");
  await writeFile(hosts, `127.0.0.1 localhost ${microsoftHosts.join(" ")}\n`);
  await writeFile(loopback, startLoopback);
  const script = `'${python}' '${loopback}' && mount --bind '${hosts}' /etc/hosts && exec "$@"`;
  let reason = "";
  for (const options of waysIn) {
    const enter: PrivateNetwork = (command) => ["unshare", ...options, "--", "sh", "-c", script, "sh", ...command];
    const [program, ...args] = enter([python, "-c", "import socket; socket.socket().bind(('127.0.0.1', 443))"]);
    const { code, output } = await runToEnd(program, args, { seconds: 20 });
    if (code === 0) return enter;
    reason = output.trim().split("\n").at(-1) || "unshare is not installed";
  }
  throw new AcceptanceSkipped(`This machine does not allow a private network: ${reason}`);
}
