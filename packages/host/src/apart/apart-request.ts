/** What the hub sends to the process: whom to call with what. */
export interface ApartRequest {
  /** URL of the module. */
  readonly module: string;
  readonly name: string;
  readonly input: unknown;
}

/** The limit at which a call was ended. */
export type ApartLimit = "time" | "memory" | "result";

/** `result` is serialized. `thrown`: by the function. `unusable`: there is no such function. */
export type ApartAnswer =
  | { readonly result: Uint8Array }
  | { readonly thrown: string }
  | { readonly unusable: string }
  | { readonly limit: ApartLimit };

/** Of one call (ms). */
export const maxMs = 20_000;
/** Of the process (bytes). */
export const maxMemory: number = 512 * 1024 * 1024;
/** Bytes. */
export const maxResult: number = 8 * 1024 * 1024;
