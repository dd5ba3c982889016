import { CasementError } from "@casement/core";

export function invalid(why: string): CasementError {
  return new CasementError("input-invalid", `recurrence: ${why}.`, { details: { issues: [{ path: "recurrence", message: why }] } });
}
