// Reads the arguments: `<resource> <verb> [argument]`, with flags anywhere. What is wrong is said
// without quoting what may be a secret.
import { parseArgs } from "node:util";
import { type AnyCommand, pathOf, shownArgument, titleOf } from "./command.ts";
import { PROGRAM, UsageError } from "./command-error.ts";
import {
  COMMON_FLAGS,
  type Flag,
  flag,
  PATH_NAMES,
  PATH_SOURCES,
  pathFlag,
  type Values,
} from "./flags.ts";

export interface Run {
  readonly command: AnyCommand;
  readonly argument: string | undefined;
  readonly values: Values;
}

export type Parsed =
  | Run
  | { readonly help: "program" | { resource: string } | AnyCommand; readonly isAsked: boolean }
  | { readonly version: true };

const VALUE_HINT =
  "Values are never arguments: type yours at the prompt, pipe it, or use --from-env.";
const KEY_HINT = "Credentials are never arguments either: set SUPERMETRICS_API_KEY.";
const EXPOSED =
  "If a secret was among the arguments, other processes and the shell's history may have it: consider replacing it.";

/** What people type who come from other command lines. */
const ALIASES: Readonly<Record<string, string>> = { json: "output json", table: "output table" };

const OUTER = [...PATH_NAMES.map(pathFlag), ...COMMON_FLAGS];

export const PROGRAM_FLAGS: readonly Flag[] = [
  ...OUTER,
  flag("-V, --version", "print the version"),
];

export const flagsOf = (command: AnyCommand): readonly Flag[] => [
  ...(command.flags ?? []),
  ...pathOf(command).map(pathFlag),
  ...COMMON_FLAGS,
];

/** @throws {UsageError} for what no command understands */
export function parse(args: readonly string[], commands: readonly AnyCommand[]): Parsed {
  const outer = new Map<string, string[]>();
  const [first, afterFirst] = readFlags(args, PROGRAM_FLAGS, outer, PROGRAM);
  if (outer.has("help")) return { help: "program", isAsked: true };
  if (outer.has("version")) return { version: true };
  if (first === undefined) return { help: "program", isAsked: false };
  if (first === "help") {
    // `help [resource] [verb]` prints what `--help` does.
    const topic = afterFirst.filter((token) => !isFlag(token));
    if (topic.length > 2) throw new UsageError("There are too many arguments.", helpOf(PROGRAM));
    return parse([...topic, "--help"], commands);
  }
  const resource = findResource(first, commands);
  const [verb, rest] = readFlags(afterFirst, OUTER, outer, `${PROGRAM} ${resource}`);
  if (outer.has("help")) return { help: { resource }, isAsked: true };
  if (verb === undefined) return { help: { resource }, isAsked: false };
  return parseCommand(findCommand(resource, verb, commands), rest, outer);
}

function parseCommand(command: AnyCommand, args: readonly string[], outer: Values): Parsed {
  const name = `${PROGRAM} ${titleOf(command)}`;
  const flags = flagsOf(command);
  const inner = new Map<string, string[]>();
  const positional: string[] = [];
  for (let rest = args; rest.length > 0; ) {
    const [next, more] = readFlags(rest, flags, inner, name, command);
    if (next !== undefined) positional.push(next);
    rest = more;
  }
  if (inner.has("help")) return { help: command, isAsked: true };
  for (const path of PATH_NAMES) {
    const name = PATH_SOURCES[path].flag;
    if (outer.has(name) && !pathOf(command).includes(path)) throw notTaken(command, name);
  }
  const [argument, ...others] = positional;
  if (others.length > 0 || (argument !== undefined && !command.argument)) {
    throw new UsageError("There are too many arguments.", VALUE_HINT, EXPOSED, helpOf(name));
  }
  const values: Values = new Map([...outer, ...inner]);
  const missing = flags.filter((flag) => flag.required && !values.has(flag.name)).map(termOf);
  if (command.argument?.required && argument === undefined) {
    missing.unshift(`The argument ${shownArgument(command.argument)}`);
  }
  if (missing.length > 0) {
    const are = missing.length === 1 ? "is" : "are";
    throw new UsageError(`${missing.join(", ")} ${are} missing.`, helpOf(name));
  }
  return { command, argument, values };
}

/** Reads flags into `values`, up to the next argument. Returns that, and what follows it. */
function readFlags(
  args: readonly string[],
  flags: readonly Flag[],
  values: Map<string, string[]>,
  name: string,
  command?: AnyCommand,
): [argument: string | undefined, rest: readonly string[]] {
  const options = flags.map(({ name, short, value }) => [
    name,
    { type: value === undefined ? "boolean" : "string", ...(short && { short }) } as const,
  ]);
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(options),
    strict: false,
    tokens: true,
  });
  let isLiteral = false;
  for (const token of tokens) {
    const { index } = token;
    const text = args[index] ?? "";
    const isNumber = command?.argument?.isNumber && /^-[0-9]+$/.test(text);
    if (token.kind === "positional" || isNumber) {
      return [text, [...(isLiteral ? ["--"] : []), ...args.slice(index + 1)]];
    }
    if (token.kind === "option-terminator") isLiteral = true;
    if (token.kind !== "option") continue;
    const flag = flags.find(
      (each) => each.name === token.name || (each.isBoolean && `no-${each.name}` === token.name),
    );
    if (!flag) throw unknownFlag(text, args[index + 1], flags, name, command);
    const all = values.get(flag.name) ?? [];
    values.set(flag.name, all);
    const hasValue = token.value !== undefined;
    if (flag.value !== undefined && !hasValue) {
      throw new UsageError(`--${flag.name} needs a value.`, helpOf(name));
    }
    if (flag.value === undefined && hasValue) {
      throw new UsageError(`--${flag.name} takes no value.`, EXPOSED, helpOf(name));
    }
    if (token.value !== undefined) all.push(token.value);
    else if (flag.isBoolean) all.push(`${token.name === flag.name}`);
  }
  return [undefined, []];
}

const isFlag = (token: string) => token.startsWith("-") && token !== "-";

/** How a flag is typed: of a boolean, the form that is not its default. */
export const termOf = ({ name, isBoolean, default: fallback }: Flag) =>
  isBoolean && fallback === true ? `--no-${name}` : `--${name}`;

// ── Wrong usage ────────────────────────────────────────────────────────────────────────────────

const helpOf = (name: string) => `See: ${name} --help`;

function notTaken(command: AnyCommand, flag: string): UsageError {
  const name = titleOf(command);
  return new UsageError(`\`${name}\` takes no --${flag}.`, helpOf(`${PROGRAM} ${name}`));
}

/** Only what cannot hold a value is quoted. */
function unknownFlag(
  token: string,
  next: string | undefined,
  flags: readonly Flag[],
  name: string,
  command?: AnyCommand,
): UsageError {
  const [, long = ""] = /^--([^=]*)/.exec(token) ?? [];
  const isPath = PATH_NAMES.some((path) => PATH_SOURCES[path].flag === long);
  if (command && isPath) return notTaken(command, long);
  const names = flags.flatMap((flag) => [termOf(flag).slice(2), flag.name]);
  const meant = ALIASES[long] ?? nearest(long, names);
  const hints = [...(meant ? [`Did you mean --${meant}?`] : []), helpOf(name)];
  const isPlain = /^-[A-Za-z]$|^--[a-z]+(?:-[a-z]+)*$/.test(token);
  if (isPlain && (next === undefined || isFlag(next))) {
    return new UsageError(`There is no flag ${token}.`, ...hints);
  }
  return new UsageError("There is no such flag.", ...hints, VALUE_HINT, KEY_HINT, EXPOSED);
}

function findResource(name: string, commands: readonly AnyCommand[]): string {
  const resources = [...new Set(commands.map(({ resource }) => resource))];
  if (resources.includes(name)) return name;
  // The grammar of earlier versions, and a habit from other command lines.
  const titles = commands.filter(({ verb }) => verb === name).map((each) => `\`${titleOf(each)}\``);
  throw unknown("resource", titles.join(" or ") || nearest(name, resources), PROGRAM);
}

function findCommand(resource: string, name: string, commands: readonly AnyCommand[]): AnyCommand {
  const own = commands.filter((each) => each.resource === resource);
  const command = own.find(({ verb }) => verb === name);
  if (command) return command;
  const verbs = own.map(({ verb }) => verb);
  throw unknown("verb", nearest(name, verbs), `${PROGRAM} ${resource}`);
}

function unknown(subject: string, meant: string | undefined, name: string): UsageError {
  const hints = meant === undefined ? [] : [`Did you mean ${meant}?`];
  return new UsageError(`There is no such ${subject}.`, ...hints, helpOf(name));
}

/** The name that somebody who typed this may have meant. */
function nearest(typed: string, names: readonly string[]): string | undefined {
  // Whatever is much longer than a name is none, and takes long to compare.
  const word = typed.slice(0, 50);
  if (word === "") return undefined;
  const [best] = names
    .map((name) => ({ name, edits: name.startsWith(word) ? 0 : editsBetween(word, name) }))
    .sort((one, other) => one.edits - other.edits);
  return best && best.edits <= Math.min(3, best.name.length * 0.4) ? best.name : undefined;
}

/** The Levenshtein distance. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= other.length; column++) {
      const change = (row[column - 1] ?? 0) + (letter === other[column - 1] ? 0 : 1);
      next.push(Math.min((row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
