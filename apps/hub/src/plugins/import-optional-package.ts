import { CasementError } from "@casement/core";

/**
 * Imports a package that users may or may not install: a first-party plugin or a surface. `load` contains a literal `import()`, so that
 * bundlers and type checkers see it.
 * @throws CasementError `config-invalid` with the command that installs the package
 */
export async function importOptionalPackage<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (!isMissing(cause, name)) throw cause;
    throw new CasementError("config-invalid", `${name} is not installed. In the folder of the hub, run: npm install ${name}`, {
      details: { package: name },
      cause,
    });
  }
}

/** Whether the package itself is missing, not one of its dependencies. */
function isMissing(error: unknown, name: string): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ERR_MODULE_NOT_FOUND" && message.includes(`package '${name}'`);
}
