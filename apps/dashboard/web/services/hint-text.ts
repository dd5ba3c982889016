/** A description without the part about `null`, which only programs send: forms have a button that clears. */
export const hintText = (description: string | undefined): string | undefined => description?.replace(/\s*; null\b[^;]*/u, "");
