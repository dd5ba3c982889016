/**
 * Opens a server on the preferred port, or on any free port (0) if another program has that one. It is tried and not asked before, so that
 * two programs that start at the same moment do not both get it.
 */
export async function openFreePort<T>(preferred: number, open: (port: number) => Promise<T>): Promise<T> {
  try {
    return await open(preferred);
  } catch (error) {
    if (preferred === 0 || !isPortInUse(error)) throw error;
    return open(0);
  }
}

function isPortInUse(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (error as NodeJS.ErrnoException).code === "EADDRINUSE" || isPortInUse(error.cause);
}
