import { CasementError } from "@casement/core";

const addresses = new WeakMap<CasementError, string>();

/** Remembers the address of a request that was refused before it was sent. The error does not contain it, because it can quote what a person wrote. */
export function rememberAddress<T>(address: string, create: () => T): T {
  try {
    return create();
  } catch (error) {
    if (CasementError.is(error)) addresses.set(error, address);
    throw error;
  }
}

export const refusedAddressOf = (error: unknown): string | undefined => (CasementError.is(error) ? addresses.get(error) : undefined);
