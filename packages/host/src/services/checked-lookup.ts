import type { LookupAddress } from "node:dns";
import type { RequestOptions } from "node:https";
import { isIP } from "node:net";
import { isPrivateAddress } from "./private-address.ts";

export type AddressLookup = (
  host: string,
  options: { all: true },
  found: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

/** Which addresses a request may connect to. */
export interface AddressRule {
  readonly mayBePrivate: boolean;
  /** Plain HTTP never leaves the private network. */
  readonly mustBePrivate: boolean;
}

/** Why a request was not sent. Does not quote the address, which may be a secret. */
export class RefusedAddress extends Error {}

/** @throws RefusedAddress */
export function checkAddresses(addresses: readonly string[], { mayBePrivate, mustBePrivate }: AddressRule): void {
  for (const address of addresses)
    if (isPrivateAddress(address) && !mayBePrivate)
      throw new RefusedAddress("Its address is in a private network. If you want that, set privateNetwork: true");
    else if (!isPrivateAddress(address) && mustBePrivate) throw new RefusedAddress("Its address is not in a private network. Use https://");
}

/** The host of a URL if it is an IP address. Node looks up only names. */
export function literalAddressOf({ hostname }: URL): string | undefined {
  const host = hostname.replace(/^\[|\]$/g, "");
  return isIP(host) === 0 ? undefined : host;
}

/** Checks the addresses to which the connection is made, so that a name cannot resolve differently in between. */
export function createCheckedLookup(lookup: AddressLookup, rule: AddressRule): NonNullable<RequestOptions["lookup"]> {
  return (host, options, found) =>
    lookup(host, { all: true }, (error, addresses) => {
      if (error) return found(error, "");
      try {
        checkAddresses(
          addresses.map(({ address }) => address),
          rule,
        );
      } catch (refused) {
        return found(refused as Error, "");
      }
      const [first] = addresses;
      if (!first) return found(new RefusedAddress("Its name has no address"), "");
      if (options.all) return found(null, addresses);
      found(null, first.address, first.family);
    });
}
