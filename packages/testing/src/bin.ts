#!/usr/bin/env node
import { recordCommand } from "./recording/record-command.ts";

process.exitCode = await recordCommand(process.argv.slice(2), { cwd: process.cwd(), print: (text) => console.log(text) });
