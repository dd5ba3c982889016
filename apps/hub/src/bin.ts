#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { enableCompileCache } from "./enable-compile-cache.ts";
import { main } from "./main.ts";
import { createProcessIo } from "./terminal/process-io.ts";

// A hub runs for months, mostly idle. This flag saves a quarter of the memory and slows down the start a little.
setFlagsFromString("--optimize-for-size");
enableCompileCache();
const code = await main(process.argv.slice(2), createProcessIo());
// Wait until the output is written. Then exit, even if a plugin left a timer running.
for (const stream of [process.stdout, process.stderr]) await new Promise((resolve) => stream.write("", resolve));
process.exit(code);
