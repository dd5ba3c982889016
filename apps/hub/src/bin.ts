#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { enableCompileCache } from "./enable-compile-cache.ts";
import { main } from "./main.ts";
import { createProcessIo } from "./terminal/process-io.ts";

// A hub idles for months: a quarter less memory is worth a start that takes a little longer.
setFlagsFromString("--optimize-for-size");
enableCompileCache();
const code = await main(process.argv.slice(2), createProcessIo());
// What was printed may still be on its way. Then the process ends, whatever timer a plugin left running.
for (const stream of [process.stdout, process.stderr]) await new Promise((resolve) => stream.write("", resolve));
process.exit(code);
