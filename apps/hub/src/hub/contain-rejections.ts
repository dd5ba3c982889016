import type { Logger } from "@casement/core";
import { faultOf } from "@casement/host";

/**
 * Keeps an unhandled rejection, such as a forgotten `await` in a plugin, from ending the hub: it is logged with the package it
 * comes from. An uncaught exception still ends the process, after the package was logged. Returns a function that ends this.
 */
export function containRejections(log: Logger): () => void {
  const onRejection = (reason: unknown): void => {
    log.error(
      `A promise was rejected and not handled in ${originOf(reason)}: ${faultOf(reason)}. The hub continues. Report it to the author.`,
    );
    logStack(log, reason);
  };
  const onException = (error: unknown): void => {
    log.error(`An exception in ${originOf(error)} was not caught: ${faultOf(error)}. The hub stops. Report it to the author.`);
    logStack(log, error);
  };
  process.on("unhandledRejection", onRejection);
  process.on("uncaughtExceptionMonitor", onException);
  return () => {
    process.off("unhandledRejection", onRejection);
    process.off("uncaughtExceptionMonitor", onException);
  };
}

/** Message and stack can quote contents. */
function logStack(log: Logger, error: unknown): void {
  if (error instanceof Error) log.debug("Not handled", { error: error.message, stack: error.stack });
}

/** The package of the innermost frame that is not Node's own, or what is known instead. */
export function originOf(error: unknown): string {
  const stack = error instanceof Error && error.stack ? error.stack.slice(error.stack.indexOf(error.message) + error.message.length) : "";
  const frame = stack.split("\n").find((line) => /^ {4}at /.test(line) && !line.includes("node:"));
  const [, name] = frame?.match(/.*[/\\]node_modules[/\\]((?:@[\w.-]+[/\\])?[\w.-]+)[/\\]/) ?? [];
  if (name) return `the package ${name.replace("\\", "/")}`;
  return frame === undefined ? "an unknown location" : "a file that is not in a package";
}
