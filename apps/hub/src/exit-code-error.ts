/** The command has said all that there is to say; what is left is its exit code. */
export class ExitCodeError extends Error {
  override readonly name = "Ended";
  readonly exitCode: number;
  constructor(exitCode: number) {
    super(`Exit code ${exitCode}`);
    this.exitCode = exitCode;
  }
}
