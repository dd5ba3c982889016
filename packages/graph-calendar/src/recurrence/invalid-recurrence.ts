import { type CasementError, invalidInput } from "@casement/core";

export function invalidRecurrence(message: string): CasementError {
  return invalidInput("recurrence", message);
}
