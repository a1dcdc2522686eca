// The commands and their flags. Neither the client nor the prompts are loaded here.
import { Command } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { BY_NAME, COMMON_FLAGS, type Flags, PUSH_FLAGS, VALUE_FLAGS } from "./flags.ts";
import { COMMAND_HELP, type CommandName, PROGRAM_HELP } from "./help.ts";

/** Runs a command once its arguments are understood. */
export type Execute = (
  command: CommandName,
  flags: Flags,
  argument: string | undefined,
) => Promise<void>;

export function createProgram(execute: Execute): Command {
  const program = new Command("connector-secrets")
    .usage("<command> [options]")
    .description("Create, list, rotate and remove the secrets of a Supermetrics connector.")
    .version(packageJson.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help, or that of a command")
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true, helpWidth: 80 })
    .addHelpText("after", PROGRAM_HELP);
  for (const flag of COMMON_FLAGS) program.addOption(flag);

  const add = (name: CommandName, description: string) =>
    program
      .command(name)
      .description(description)
      .helpOption("-h, --help", "print this help")
      .addHelpText("after", COMMAND_HELP[name])
      .action((...given: unknown[]) => {
        const command = given.at(-1) as Command;
        return execute(name, command.optsWithGlobals<Flags>(), command.args[0]);
      });

  add("list", "List the secrets: names and placeholders, never values.");
  const create = add("create", "Store a new secret.");
  create.argument("<name>", "the name of the new secret");
  const set = add("set", "Store a secret: create it, or overwrite its value.");
  set.argument("<name>", "the name of the secret");
  const update = add("update", "Overwrite the value of a secret. The old value is lost.");
  const remove = add("delete", "Remove a secret. Asks first; without a terminal, needs --yes.");
  const push = add(
    "push",
    "Store all secrets of a file: create new ones, overwrite existing ones.",
  );
  push.argument("<file>", ".env, .json (a flat object of strings), or - for standard input");

  for (const command of [update, remove]) {
    command.argument("[placeholder]", "the placeholder of the secret, as list shows it");
    command.addOption(BY_NAME);
  }
  for (const command of [create, set, update]) {
    for (const flag of VALUE_FLAGS) command.addOption(flag);
  }
  for (const flag of PUSH_FLAGS) push.addOption(flag);
  return program;
}
