// The help texts: what a command is for and how it is called comes first, and what all commands
// share is explained once, on the program's own page. No line is wider than 80 columns.
import { RESOURCES } from "../../generated/commands.ts";
import { type AnyCommand, type Argument, pathOf, shownArgument, titleOf } from "./command.ts";
import { EXIT, type ExitCode, PROGRAM } from "./command-error.ts";
import { COMMON_FLAGS, type Flag, PATH_NAMES, PATH_SOURCES, pathFlag } from "./flags.ts";
import { wrap } from "./output/look.ts";
import { type Parsed, PROGRAM_FLAGS, termOf } from "./parse.ts";

/** A term and its description. */
type Item = readonly [term: string, description: string];

const SOURCES = Object.values(PATH_SOURCES);
const ENVIRONMENT: readonly Item[] = [
  ["SUPERMETRICS_API_KEY", "an API key of the Supermetrics Hub, or"],
  ["SUPERMETRICS_BEARER_TOKEN", "a bearer token; set one of the two"],
  ...SOURCES.map(({ variable, flag }): Item => [variable, `in place of --${flag}`]),
  ["SUPERMETRICS_BASE_URL", "in place of --base-url"],
  ["NO_COLOR", "switches colours off"],
  ["GITHUB_ACTIONS", "also prints an error as an annotation"],
];

const EXIT_CODES: Readonly<Record<ExitCode, string>> = {
  [EXIT.done]: "done",
  [EXIT.failed]: "failed; `configuration diff`: the two differ",
  [EXIT.diffFailed]: "`configuration diff` failed",
  [EXIT.usage]: "wrong usage",
  [EXIT.denied]: "not authenticated or not permitted",
  [EXIT.unavailable]: "unavailable (network, timeout, rate limit, server)",
  [EXIT.SIGHUP]: "the terminal was closed (SIGHUP)",
  [EXIT.SIGINT]: "Ctrl-C (SIGINT)",
  [EXIT.SIGTERM]: "terminated (SIGTERM)",
};

const EXAMPLE = [
  "export SUPERMETRICS_API_KEY=...  # from a vault",
  "export SUPERMETRICS_TEAM_ID=936506",
  "export SUPERMETRICS_CONNECTOR_IDENTIFIER=T3S70",
  `${PROGRAM} secrets push .env`,
  `${PROGRAM} configuration publish config.json`,
];

const WIDTH = 80;
/** The width of a column of descriptions. */
const NARROWEST = 36;
const INDENT = "  ";

const ABOUT: Readonly<Record<string, string>> = {
  configuration: "The configuration of a connector, as a file. Publishing it puts it live.",
  ...RESOURCES,
};

/** The page that was asked for. */
export function helpPage(
  { help }: Extract<Parsed, { help: unknown }>,
  commands: readonly AnyCommand[],
): string {
  if (help === "program") return programPage(commands);
  if ("verb" in help) return commandPage(help);
  const { resource } = help;
  const own = commands.filter((each) => each.resource === resource);
  return page(
    usage(`${resource} <verb> [argument] [flags]`, ABOUT[resource] ?? ""),
    list(
      "Commands",
      own.map(({ verb, argument, summary }) => [words(verb, shown(argument)), summary]),
    ),
    paragraphs([`More about a command: ${PROGRAM} ${resource} <verb> --help`]),
  );
}

function programPage(commands: readonly AnyCommand[]): string {
  const verbs = new Map<string, string[]>();
  for (const { resource, verb } of commands) {
    verbs.set(resource, [...(verbs.get(resource) ?? []), verb]);
  }
  return page(
    usage(
      "<resource> <verb> [argument] [flags]",
      "Set up a Supermetrics connector: its configuration, its secrets and its logs.",
    ),
    list(
      "Resources and their verbs",
      Array.from(verbs, ([resource, all]) => [resource, all.join(" | ")]),
    ),
    list("Flags of the connector", flagItems(PATH_NAMES.map(pathFlag))),
    list("Flags of every command", flagItems(PROGRAM_FLAGS.slice(PATH_NAMES.length))),
    list("Environment", ENVIRONMENT),
    list(
      "Files of the working directory",
      SOURCES.map(({ file, subject }) => [
        file,
        `${subject}, without a flag, argument or variable`,
      ]),
    ),
    list("Exit codes", Object.entries(EXIT_CODES)),
    section("Example", EXAMPLE),
    paragraphs([`More: ${PROGRAM} help <resource> [verb]`]),
  );
}

function commandPage(command: AnyCommand): string {
  const { argument, summary, details = [], flags = [], scopes, examples } = command;
  const title = titleOf(command);
  const shared = [...pathOf(command).map(pathFlag), ...COMMON_FLAGS].map(({ name }) => `--${name}`);
  return page(
    usage(words(title, shown(argument), "[flags]"), summary),
    list("Argument", argument ? [[shownArgument(argument), argument.description]] : []),
    list("Flags", flagItems(flags)),
    paragraphs(details),
    paragraphs([
      `Scopes needed: ${scopes}.`,
      `Common flags: ${shared.join(" ")}. \`${PROGRAM} help\` explains them, the environment variables and the exit codes.`,
    ]),
    section(
      examples.length === 1 ? "Example" : "Examples",
      examples.map((text) => words(PROGRAM, title, text)),
    ),
  );
}

const usage = (text: string, about: string) => paragraphs([`Usage: ${PROGRAM} ${text}`, about]);

const flagItems = (flags: readonly Flag[]) =>
  flags.map((flag): Item => {
    const { short, value, description, required } = flag;
    const term = words(short && `-${short},`, termOf(flag), value);
    return [term, required ? `${description} (required)` : description];
  });

const words = (...parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(" ");

const shown = (argument?: Argument) => argument && shownArgument(argument);

const page = (...parts: readonly string[]) => `${parts.filter(Boolean).join("\n\n")}\n`;

const paragraphs = (texts: readonly string[]) => texts.map((text) => fitted(text)).join("\n\n");

/** Commands; a long one has a line for each flag. */
function section(title: string, commands: readonly string[]): string {
  const lines = commands.map((command) => {
    const line = `${INDENT}$ ${command}`;
    const isLong = line.length > WIDTH;
    return isLong ? line.replaceAll(/ (?=--)/g, ` \\\n${INDENT.repeat(3)}`) : line;
  });
  return [`${title}:`, ...lines].join("\n");
}

/** As `wrap`, which leaves long words whole: here, no line may be wider. */
function fitted(text: string, indent = ""): string {
  const room = WIDTH - indent.length;
  return wrap(text.replaceAll(new RegExp(`\\S{${room}}(?=\\S)`, "gu"), "$& "), WIDTH, indent);
}

/** Two columns; beside long terms, each description is below its term. */
function list(title: string, items: readonly Item[]): string {
  if (items.length === 0) return "";
  const widest = Math.max(...items.map(([term]) => term.length));
  const left = INDENT.repeat(2).length + widest;
  const isNarrow = WIDTH - left < NARROWEST;
  const lines = items.map(([term, description]) => {
    if (isNarrow) return `${INDENT}${term}\n${fitted(description, INDENT.repeat(3))}`;
    const text = fitted(description, " ".repeat(left)).trimStart();
    return INDENT + term.padEnd(widest + INDENT.length) + text;
  });
  return [`${title}:`, ...lines].join("\n");
}
