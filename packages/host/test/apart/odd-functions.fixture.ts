// Functions that a process of their own calls.

export const countBytes = ({ bytes }: { readonly bytes: Uint8Array }): number => bytes.byteLength;

export function fail(): never {
  throw new Error("the file ends too early");
}

export function runForever(): never {
  for (;;) Math.random();
}

/** Buffers, which V8's own limit of memory leaves out. */
export function fillBuffers(): never {
  const kept: Uint8Array[] = [];
  for (;;) kept.push(new Uint8Array(1_000_000).fill(1));
}

/** One array that grows, at which V8's own limit would end the process. */
export function fillHeap(): never {
  const kept: number[] = [];
  for (;;) kept.push(kept.length + 0.5);
}

export const returnMuch = (): string => "a".repeat(9 * 1024 * 1024);

export const readEnvironment = (): readonly string[] => Object.keys(process.env);
