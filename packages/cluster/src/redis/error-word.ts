/**
 * The word with which Redis says what it refuses: OOM, MISCONF, READONLY. Redis 6.2 puts what a script met behind words of its own. Undefined if it is no
 * answer of Redis.
 */
export function errorWordOf(error: unknown): string | undefined {
  const message = error instanceof Error ? error.message : "";
  return (/@user_script: ?\d+: -?([A-Z]{3,})\b/.exec(message) ?? /^([A-Z]{3,})\b/.exec(message))?.[1];
}
