// The commands and their flags, and what happens between the first line of a run and its exit code.
// The client is not loaded here.
import { Command as Parser } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { Interrupted, UsageError } from "./command-error.ts";
import { check } from "./commands/check.ts";
import { create } from "./commands/create.ts";
import { remove } from "./commands/delete.ts";
import { list } from "./commands/list.ts";
import { push } from "./commands/push.ts";
import { set } from "./commands/set.ts";
import { update } from "./commands/update.ts";
import { end, isTerminalGone, survivePipes } from "./end.ts";
import { explain } from "./errors.ts";
import { execute } from "./execute.ts";
import { COMMON_FLAGS, commandHelp, programHelp } from "./help.ts";
import { createReport, type Report } from "./output/report.ts";
import type { Flags } from "./settings.ts";
import { Answered, refuseQuietly } from "./usage.ts";

const COMMANDS = [list, create, set, update, remove, push, check];

/** Runs the command line, and ends the process. */
export async function run(): Promise<void> {
  survivePipes();
  const report = createReport();
  const fail = (error: unknown) => {
    if (error instanceof Answered) return end(error.exitCode);
    const failure = explain(error);
    report.failure(failure);
    return end(failure.exitCode);
  };
  // The runtime would print the stack and the line of code, whatever is in them.
  process.on("uncaughtException", (error) => {
    void fail(isTerminalGone(error) ? new Interrupted("SIGHUP") : error);
  });
  try {
    await refuseQuietly(createProgram(report)).parseAsync();
  } catch (error) {
    return fail(error);
  }
  report.idle();
  return end(0);
}

function createProgram(report: Report): Parser {
  const program = new Parser("connector-secrets")
    .usage("<command> [flags]")
    .description("Create, list, rotate and remove the secrets of a Supermetrics connector.")
    .version(packageJson.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help, or the help of a command")
    .helpCommand(false)
    .configureHelp({ formatHelp: programHelp });
  for (const flag of COMMON_FLAGS) program.addOption(flag);
  for (const command of COMMANDS) addCommand(program, command, report);
  program
    .command("help")
    .description("Print this help, or the help of a command.")
    .argument("[command]")
    .action((name: string | undefined) => {
      const meant = name === undefined ? program : program.commands.find((c) => c.name() === name);
      if (!meant) throw new UsageError("There is no such command.", "See: connector-secrets help");
      meant.help();
    });
  return program;
}

function addCommand(program: Parser, command: (typeof COMMANDS)[number], report: Report): void {
  const parser = program
    .command(command.name)
    .usage(["[flags]", command.argument?.[0]].filter(Boolean).join(" "))
    .description(command.summary)
    .helpOption("-h, --help", "print this help")
    .configureHelp({ formatHelp: commandHelp(command) })
    .action(() => execute(command, parser.optsWithGlobals<Flags>(), parser.args[0], report));
  if (command.argument) parser.argument(...command.argument);
  for (const flag of command.flags ?? []) parser.addOption(flag);
}
