import { GraphFault } from "../protocol/graph-fault.ts";
import type { RefusalRow } from "./refusal-row.ts";
import { type RespondingRefusalId, refusalTable } from "./refusal-table.ts";

/** Creates the error with which Graph responds. `values` replaces the placeholders in the message. */
export function createRefusal(id: RespondingRefusalId, values: Readonly<Record<string, string | number>> = {}): GraphFault {
  const { status, code, message }: Required<Pick<RefusalRow, "status" | "code" | "message">> = refusalTable[id] as Required<RefusalRow>;
  return new GraphFault(
    status,
    code,
    message.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? "")),
  );
}
