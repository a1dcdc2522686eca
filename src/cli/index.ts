#!/usr/bin/env node
import { execute } from "./execute.ts";
import { explain } from "./explain.ts";
import { Interrupted } from "./failures.ts";
import { stopListening } from "./interrupt.ts";
import { survivePipes } from "./output/streams.ts";
import { createProgram } from "./program.ts";
import { refuseQuietly } from "./usage.ts";

survivePipes();
// The runtime would print the stack and the line of code, whatever is in them.
process.on("uncaughtException", async (error) => {
  process.exit(await explain(error));
});
try {
  await refuseQuietly(createProgram(execute)).parseAsync();
} catch (error) {
  // Zero, after a help text, does not undo the failure to write it.
  process.exitCode = (await explain(error)) || process.exitCode;
  if (error instanceof Interrupted) {
    stopListening();
    // What is still being waited for does not matter any more.
    process.exit();
  }
}
