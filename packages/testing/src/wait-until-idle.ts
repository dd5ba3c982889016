/**
 * Waits until `isDone`, or until this thread has nothing left to do but wait for a clock: no file operation and no immediate is pending, and
 * `activity`, a counter of requests, does not increase. While a connection is open, that cannot be seen, so it then waits a little longer.
 */
export async function waitUntilIdle(isDone: () => boolean, activity: () => number): Promise<void> {
  let quietRounds = 0;
  let fileRounds = 0;
  while (!isDone() && quietRounds < quietRoundLimit) {
    const before = activity();
    const pending = pendingWork();
    fileRounds = pending === "files" ? fileRounds + 1 : 0;
    // Most file operations are faster than the shortest timeout.
    await (fileRounds > shortFileRounds ? timeout(0) : waits[pending]());
    const isQuiet = activity() === before && (pending === "nothing" || pending === "sockets");
    quietRounds = isQuiet ? quietRounds + 1 : 0;
  }
}

const quietRoundLimit = 20;
const shortFileRounds = 100;

/** Immediates of this function. Several callers can wait at the same time. */
let ownImmediates = 0;

function nextRound(): Promise<void> {
  ownImmediates++;
  return new Promise((resolve) =>
    setImmediate(() => {
      ownImmediates--;
      resolve();
    }),
  );
}

const timeout = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const waits = {
  nothing: nextRound,
  immediates: nextRound,
  files: nextRound,
  sockets: () => timeout(10),
};

function pendingWork(): keyof typeof waits {
  const resources = process.getActiveResourcesInfo();
  if (resources.filter((name) => name === "Immediate").length > ownImmediates) return "immediates";
  if (resources.some((name) => name.startsWith("FSReq") || name === "CloseReq")) return "files";
  // Not pipes: a process that a test runner has started always has them. Not servers: they only listen.
  return resources.some((name) => /^(TCPSocket|TCPConnect|GetAddrInfo)/.test(name)) ? "sockets" : "nothing";
}
