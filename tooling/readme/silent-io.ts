import type { Io } from "../../apps/hub/src/terminal/io.ts";

/** For a program whose help is read and which does nothing. */
export const silentIo: Io = {
  print: () => {},
  warn: () => {},
  screen: () => {},
  ask: async () => undefined,
  readInput: async () => "",
  terminal: false,
  colour: false,
  columns: 80,
  env: {},
  cwd: "/",
  signal: new AbortController().signal,
};
