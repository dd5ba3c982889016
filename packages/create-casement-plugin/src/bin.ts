#!/usr/bin/env node
import { createInterface } from "node:readline/promises";
import { main } from "./main.ts";

const { stdin: input, stdout: output } = process;
const lines = input.isTTY ? createInterface({ input, output }) : undefined;
process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  print: (text) => void output.write(`${text}\n`),
  ask: lines && (async (question, suggestion) => (await lines.question(`${question} (${suggestion}): `)).trim()),
});
lines?.close();
