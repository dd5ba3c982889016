/** Ends a command that has already printed its result, with an exit code other than 0. */
export class ExitCodeError extends Error {
  override readonly name = "Ended";
  readonly exitCode: number;
  constructor(exitCode: number) {
    super(`Exit code ${exitCode}`);
    this.exitCode = exitCode;
  }
}
