import type { HubProblem } from "./api-types.generated.ts";

/** What failed, at what, and what to do. */
export class HubError extends Error {
  override readonly name = "HubError";
  /** A code of docs/errors.md, or `hub-unreachable`: no hub answered. */
  readonly code: string;
  /** The HTTP status. 0: no hub answered. */
  readonly status: number;
  /** What the hub said. */
  readonly problem: HubProblem | undefined;

  constructor(message: string, { problem, cause }: { problem?: HubProblem; cause?: unknown } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = problem?.code ?? "hub-unreachable";
    this.status = problem?.status ?? 0;
    this.problem = problem;
  }
}
