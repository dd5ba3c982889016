#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { keepCompiledCode } from "./keep-compiled-code.ts";
import { main } from "./main.ts";
import { processIo } from "./terminal/process-io.ts";

// A hub idles for months: a quarter less memory is worth a start that takes a little longer.
setFlagsFromString("--optimize-for-size");
keepCompiledCode();
process.exitCode = await main(process.argv.slice(2), processIo());
