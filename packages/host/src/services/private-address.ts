import { BlockList, isIP } from "node:net";

/** Addresses that are not of the public internet (IANA special-purpose registries), and those that lead to them in disguise. */
const rows: readonly (readonly [address: string, prefix: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
  // Version 6: only 2000::/3 is public, and of that not Teredo, 6to4 and documentation.
  ["::", 3],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
  ["4000::", 2],
  ["8000::", 1],
];

// One list each: a list takes every IPv4 address for one of ::/3.
const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [address, prefix] of rows) {
  const family = address.includes(":") ? "ipv6" : "ipv4";
  lists[family].addSubnet(address, prefix, family);
}

/** Whether a server must not be asked on a stranger's word. What is no address counts as one that must not. */
export function isPrivateAddress(address: string): boolean {
  const version = isIP(address);
  const family = version === 6 ? "ipv6" : "ipv4";
  return version === 0 || lists[family].check(address, family);
}
