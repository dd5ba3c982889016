import { CasementError } from "@casement/core";

/**
 * Imports a package that people install only if they want it: a plugin of ours, a surface. `load` is the `import()` itself, so that
 * tools see it. @throws CasementError `config-invalid` with the command that installs it
 */
export async function importOptionalPackage<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (!isMissing(cause, name)) throw cause;
    throw new CasementError("config-invalid", `${name} is not installed. Install it beside the hub:  npm install ${name}`, {
      details: { package: name },
      cause,
    });
  }
}

/** The package itself, not something that it imports. */
function isMissing(error: unknown, name: string): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ERR_MODULE_NOT_FOUND" && message.includes(`package '${name}'`);
}
