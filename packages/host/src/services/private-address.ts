import { BlockList, isIP } from "node:net";

/** Addresses outside the public internet (IANA special-purpose address registries), and addresses that embed such an address. */
const privateSubnets: readonly (readonly [address: string, prefix: number])[] = [
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
  // IPv6: only 2000::/3 is public, except Teredo, 6to4 and documentation.
  ["::", 3],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
  ["4000::", 2],
  ["8000::", 1],
];

// One list per family, because a list treats every IPv4 address as part of ::/3.
const blockLists = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [address, prefix] of privateSubnets) {
  const family = address.includes(":") ? "ipv6" : "ipv4";
  blockLists[family].addSubnet(address, prefix, family);
}

/** Whether an address must not be contacted on behalf of a caller. Text that is not an address counts as private. */
export function isPrivateAddress(address: string): boolean {
  const version = isIP(address);
  const family = version === 6 ? "ipv6" : "ipv4";
  return version === 0 || blockLists[family].check(address, family);
}
