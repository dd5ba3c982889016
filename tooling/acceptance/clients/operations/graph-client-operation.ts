import type { Emulator } from "@casement/graph-emulator";
import type { ClientOperation, KeptResults } from "../operation.ts";

/** What the operations work with: the client, its library, and msal-node's sign-in. */
export interface GraphClientWorld {
  readonly graph: any;
  readonly library: any;
  readonly emulator: Emulator;
  signIn(): Promise<any>;
}

export interface GraphClientOperation extends ClientOperation {
  readonly does: (world: GraphClientWorld, kept: KeptResults) => Promise<unknown>;
}

/** Reads all pages with the client's PageIterator. */
export async function readPages(
  { graph, library }: GraphClientWorld,
  first: any,
  options?: object,
): Promise<{ items: any[]; deltaLink: string | undefined }> {
  const items: any[] = [];
  const pages = new library.PageIterator(graph, first, (item: unknown) => items.push(item) > 0, options);
  await pages.iterate();
  return { items, deltaLink: pages.getDeltaLink() };
}

/** The error of a request that must fail. */
export const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    (reason) => reason,
  );
