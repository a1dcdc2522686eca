#!/usr/bin/env node
import { end, isTerminalGone } from "./end.ts";
import { execute } from "./execute.ts";
import { explain } from "./explain.ts";
import { Interrupted } from "./failures.ts";
import { survivePipes } from "./output/streams.ts";
import { createProgram } from "./program.ts";
import { refuseQuietly } from "./usage.ts";

survivePipes();
// The runtime would print the stack and the line of code, whatever is in them.
process.on("uncaughtException", async (error) => {
  end(await explain(isTerminalGone(error) ? new Interrupted("SIGHUP") : error));
});
try {
  await refuseQuietly(createProgram(execute)).parseAsync();
} catch (error) {
  const exitCode = await explain(error);
  if (error instanceof Interrupted) end(exitCode);
  // Zero, after a help text, does not undo the failure to write it.
  process.exitCode = exitCode || process.exitCode;
}
