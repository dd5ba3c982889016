import type { IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv6 } from "node:net";

/** Networks of the machine itself and of containers and tunnels beside it: the reverse proxy is there. */
const near = new BlockList();
for (const [network, prefix] of [
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const)
  near.addSubnet(network, prefix, "ipv4");
near.addAddress("::1", "ipv6");
near.addSubnet("fc00::", 7, "ipv6");

/**
 * Who sends a request, for bounds on what one can hold: an IPv4 address, or the /64 network of an IPv6 address. Undefined: only the proxy is known.
 */
export function clientAddressOf({ socket, headers }: Pick<IncomingMessage, "socket" | "headers">): string | undefined {
  const peer = toPlain(socket.remoteAddress ?? "");
  if (!isNear(peer)) return networkOf(peer);
  // The proxy adds the last one itself. Those before it may be made up.
  const forwarded = toPlain(
    String(headers["x-forwarded-for"] ?? "")
      .split(",")
      .at(-1)
      ?.trim() ?? "",
  );
  return isIP(forwarded) === 0 ? undefined : networkOf(forwarded);
}

const toPlain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
const isNear = (address: string): boolean => isIP(address) !== 0 && near.check(address, isIPv6(address) ? "ipv6" : "ipv4");

function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const groups = (text: string): string[] => (text === "" ? [] : text.split(":"));
  const before = groups(head);
  const after = groups(tail ?? "");
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const all = [...before, ...Array.from({ length: Math.max(0, zeros) }, () => "0"), ...after];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::`;
}
