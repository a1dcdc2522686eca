// Wrong usage, in our own words: those of the parser quote what was typed, which may be a secret.
import type { Command, CommanderError } from "commander";
import { CommandError, EXIT, UsageError } from "./command-error.ts";

/** Makes the parser throw in place of writing and exiting. Its help still goes where it belongs. */
export function refuseQuietly(program: Command): Command {
  for (const command of [program, ...program.commands]) {
    command.exitOverride((error) => {
      throw translated(error, command);
    });
    command.configureOutput({ outputError: () => {} });
  }
  return program;
}

/** The help or the version has been written: there is nothing left to say. */
export class Answered extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super();
    this.exitCode = exitCode;
  }
}

const EXPOSED =
  "If a secret was among the arguments, other processes and the shell's history may have it: consider replacing it.";
const VALUE_HINT =
  "Values are never arguments: type yours at the prompt, pipe it, or use --from-env.";
const KEY_HINT = "Nor are credentials: set SUPERMETRICS_API_KEY.";

function translated({ code, message, exitCode }: CommanderError, command: Command): Error {
  const help = `See: ${fullName(command)} --help`;
  // The parser adds it at the end, from the names it knows.
  const suggestion = /\n\(Did you mean (?:one of )?([^\n]+)\?\)$/.exec(message)?.[1];
  const meant = suggestion ? [`Did you mean ${suggestion}?`] : [];
  switch (code) {
    case "commander.helpDisplayed":
    case "commander.version":
      return new Answered(EXIT.done);
    // The help of `help`, or in place of a missing command.
    case "commander.help":
      return new Answered(exitCode === 0 ? EXIT.done : EXIT.usage);
    case "commander.unknownCommand":
      return new UsageError("There is no such command.", ...meant, help);
    case "commander.unknownOption":
      return meant.length > 0
        ? new UsageError("There is no such flag.", ...meant, help)
        : new UsageError("There is no such flag.", VALUE_HINT, KEY_HINT, EXPOSED, help);
    case "commander.excessArguments":
      return new UsageError("There are too many arguments.", VALUE_HINT, EXPOSED, help);
    case "commander.missingArgument":
      return new UsageError(`The argument <${quoted(message)}> is missing.`, help);
    case "commander.optionMissingArgument":
      return new UsageError(`The flag ${quoted(message)} needs an argument.`, help);
    // --output is the only flag whose values the parser checks.
    case "commander.invalidArgument":
      return new UsageError("--output must be table or json.", help);
    default:
      return new CommandError(EXIT.usage, "The arguments cannot be understood.", [help]);
  }
}

const fullName = (command: Command) =>
  [command.parent?.name(), command.name()].filter(Boolean).join(" ");

/** The parser quotes its own names here, not what was typed. */
const quoted = (message: string) => /'([^']*)'/.exec(message)?.[1] ?? "";
