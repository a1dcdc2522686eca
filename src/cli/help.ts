// The help texts: what a command is for and how it is called comes first, and what all commands
// share is explained once, on the program's own page. Nothing is wider than the window.
import { type Help, Option, type Command as Parser } from "commander";
import { EXIT } from "./command-error.ts";
import type { Command } from "./execute.ts";
import { wrap } from "./output/look.ts";

const ENVIRONMENT: readonly Item[] = [
  ["SUPERMETRICS_API_KEY", "an API key of the Supermetrics Hub, or"],
  ["SUPERMETRICS_BEARER_TOKEN", "a bearer token; set one of the two"],
  ["SUPERMETRICS_TEAM_ID", "in place of --team-id"],
  ["SUPERMETRICS_CONNECTOR_IDENTIFIER", "in place of --connector-identifier"],
  ["SUPERMETRICS_BASE_URL", "in place of --base-url"],
  ["NO_COLOR", "switches colours off"],
];

const EXIT_CODES: { readonly [Name in keyof typeof EXIT]: string } = {
  done: "done",
  failed: "failed",
  usage: "wrong usage",
  denied: "not authenticated or not permitted",
  unavailable: "unavailable (network, timeout, rate limit, server)",
  SIGHUP: "the terminal was closed (SIGHUP)",
  SIGINT: "Ctrl-C (SIGINT)",
  SIGTERM: "terminated (SIGTERM)",
};

const EXAMPLE = [
  "$ export SUPERMETRICS_API_KEY=...  # from a vault",
  "$ export SUPERMETRICS_TEAM_ID=936506",
  "$ export SUPERMETRICS_CONNECTOR_IDENTIFIER=T3S70",
  "$ connector-secrets set client_id",
  "$ connector-secrets list",
];

/** The flags of every command. None takes a secret value or a credential: arguments are public. */
export const COMMON_FLAGS = [
  new Option("--team-id <id>", "the team (SUPERMETRICS_TEAM_ID)"),
  new Option("--connector-identifier <id>", "the connector (SUPERMETRICS_CONNECTOR_IDENTIFIER)"),
  new Option("--base-url <url>", "another server (SUPERMETRICS_BASE_URL)"),
  new Option("--timeout <ms>", "time limit of an attempt, in milliseconds (default: 30000)"),
  new Option("--max-retries <count>", "repeats after the first attempt (default: 2)"),
  new Option("--output <format>", "default: a table on a terminal, else JSON").choices([
    "table",
    "json",
  ]),
  new Option("--verbose", "log each attempt to standard error"),
  new Option("--yes", "do not ask for confirmation"),
];

/** A term and its description. */
type Item = readonly [term: string, description: string];

const WIDEST = 80;
/** The width of a column of descriptions. */
const NARROWEST = 36;
const INDENT = "  ";
const width = () => Math.min(WIDEST, process.stdout.columns || WIDEST);

/** The page of the program. */
export function programHelp(program: Parser, helper: Help): string {
  const commands = helper
    .visibleCommands(program)
    .map(
      (each): Item => [
        [
          each.name(),
          ...each.registeredArguments.map((argument) =>
            argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
          ),
        ].join(" "),
        helper.subcommandDescription(each),
      ],
    );
  return page(
    usage(program, helper),
    list("Commands", commands),
    list("Flags of every command", optionItems(program, helper)),
    list("Environment", ENVIRONMENT),
    list(
      "Exit codes",
      Object.entries(EXIT_CODES).map(
        ([name, words]): Item => [`${EXIT[name as keyof typeof EXIT]}`, words],
      ),
    ),
    section("Example", EXAMPLE),
    paragraphs(["More about a command: connector-secrets help <command>"]),
  );
}

/** The page of one command. */
export function commandHelp(command: Command) {
  return (parser: Parser, helper: Help): string => {
    const shared = COMMON_FLAGS.map(({ long }) => long).join(" ");
    return page(
      usage(parser, helper),
      list("Arguments", command.argument ? [command.argument] : []),
      list("Flags", optionItems(parser, helper)),
      paragraphs(command.details ?? []),
      paragraphs([
        `Scopes needed: ${command.scopes}.`,
        `Flags of every command: ${shared}. \`connector-secrets help\` explains them and the environment variables.`,
      ]),
      section(
        "Examples",
        command.examples.map((example) => `$ connector-secrets ${example}`),
      ),
    );
  };
}

const usage = (parser: Parser, helper: Help) =>
  paragraphs([`Usage: ${helper.commandUsage(parser)}`, helper.commandDescription(parser)]);

const optionItems = (parser: Parser, helper: Help) =>
  helper
    .visibleOptions(parser)
    .map((each): Item => [helper.optionTerm(each), helper.optionDescription(each)]);

const page = (...parts: readonly string[]) => `${parts.filter(Boolean).join("\n\n")}\n`;

const paragraphs = (texts: readonly string[]) =>
  texts.map((text) => wrap(text, width())).join("\n\n");

const section = (title: string, lines: readonly string[]) =>
  [`${title}:`, ...lines.map((line) => `${INDENT}${line}`)].join("\n");

/** Two columns; in a narrow window, each description stands below its term. */
function list(title: string, items: readonly Item[]): string {
  if (items.length === 0) return "";
  const widest = Math.max(...items.map(([term]) => term.length));
  const left = INDENT.repeat(2).length + widest;
  const isNarrow = width() - left < NARROWEST;
  const lines = items.map(([term, description]) => {
    if (isNarrow) return `${term}\n${wrap(description, width(), INDENT.repeat(3))}`;
    const words = wrap(description, width(), " ".repeat(left)).trimStart();
    return term.padEnd(widest + INDENT.length) + words;
  });
  return section(title, lines);
}
