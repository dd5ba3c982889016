export { type Clock, systemClock } from "./clock.ts";
export { CasementError } from "./error.ts";
export { type ErrorCode, type ErrorKind, errorCodes } from "./error-codes.ts";
export * from "./plugin.ts";
