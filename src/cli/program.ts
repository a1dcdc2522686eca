// All commands, and what happens between the first line of a run and its exit code. The client is not
// loaded here.
import { OPERATION_COMMANDS } from "../../generated/commands.ts";
import packageJson from "../../package.json" with { type: "json" };
import type { AnyCommand } from "./command.ts";
import { EXIT, type ExitCode, Interrupted } from "./command-error.ts";
import { check } from "./commands/check.ts";
import { diff, publish, pull } from "./commands/configuration.ts";
import { follow } from "./commands/follow.ts";
import { push } from "./commands/push.ts";
import { create, remove, set, update } from "./commands/secrets.ts";
import { end, ignorePipeErrors, isTerminalGone } from "./end.ts";
import { explain } from "./errors.ts";
import { execute } from "./execute.ts";
import { helpPage } from "./help.ts";
import { toCommand } from "./operation/command.ts";
import { createReport, type Report } from "./output/report.ts";
import { parse } from "./parse.ts";

const CONFIGURATION = [pull, diff, publish];
const SECRETS = [create, set, update, remove, push, check];

/** The order of the help; other resources and verbs follow in the order of the spec. */
const ORDER = ["connectors", "configuration", "secrets", "logs"];
const VERBS = ["list", "get", "create", "set", "update", "delete"];

export const COMMANDS: readonly AnyCommand[] = [
  ...OPERATION_COMMANDS.map(toCommand),
  ...[...CONFIGURATION, ...SECRETS, follow],
].sort(
  (one, other) =>
    rank(ORDER, one.resource) - rank(ORDER, other.resource) ||
    rank(VERBS, one.verb) - rank(VERBS, other.verb),
);

function rank(order: readonly string[], name: string): number {
  const index = order.indexOf(name);
  return index < 0 ? order.length : index;
}

/** Runs the command line, and ends the process. */
export async function run(): Promise<void> {
  ignorePipeErrors();
  const args = process.argv.slice(2);
  const report = createReport(args.includes("--no-color"));
  // The runtime would print the stack and the line of code, whatever is in them.
  process.on("uncaughtException", (error) => {
    void end(reportFailure(isTerminalGone(error) ? new Interrupted("SIGHUP") : error, report));
  });
  await end(await main(args, report));
}

/** Resolves with the exit code. */
export async function main(args: readonly string[], report: Report): Promise<ExitCode> {
  try {
    const parsed = parse(args, COMMANDS);
    if ("command" in parsed) return await execute(parsed, report);
    if ("version" in parsed) process.stdout.write(`${packageJson.version}\n`);
    else process[parsed.isAsked ? "stdout" : "stderr"].write(helpPage(parsed, COMMANDS));
    return "version" in parsed || parsed.isAsked ? EXIT.done : EXIT.usage;
  } catch (error) {
    return reportFailure(error, report);
  } finally {
    report.idle();
  }
}

function reportFailure(error: unknown, report: Report): ExitCode {
  const failure = explain(error);
  report.failure(failure);
  return failure.exitCode;
}
