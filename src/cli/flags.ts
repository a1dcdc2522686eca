// Flags: what they are called, and the ones that commands share. None takes a secret value or a
// credential: arguments are public.
import type { PathName } from "./command.ts";
import type { OutputFormat } from "./output/report.ts";

export interface Flag {
  /** Without its dashes. */
  readonly name: string;
  readonly short?: string;
  /** How the help shows its value, such as `<file>`. A flag without one is a switch. */
  readonly value?: string;
  readonly description: string;
  readonly required?: boolean;
  /** Also has the form `--no-<name>`; the help shows the one that is not the default. */
  readonly isBoolean?: boolean;
  readonly default?: boolean;
}

/** What was given for each flag, in order: nothing for a switch, "true" or "false" for a boolean. */
export type Values = ReadonlyMap<string, readonly string[]>;

/** The flags of the commands by hand and those that all share, in camel case. */
export interface Flags {
  readonly baseUrl?: string;
  readonly timeout?: string;
  readonly maxRetries?: string;
  readonly output?: OutputFormat;
  readonly verbose?: true;
  readonly quiet?: true;
  readonly yes?: true;
  readonly name?: string;
  readonly fromEnv?: string;
  readonly fromFile?: string;
  readonly verbatim?: true;
  readonly dryRun?: true;
  readonly prune?: true;
  readonly names?: true;
  readonly allowMissing?: true;
  readonly backup?: string;
  readonly limit?: string;
  readonly interval?: string;
}

/** Of a flag that is given twice, the last value counts. */
export function toFlags(values: Values): Flags {
  const members = Array.from(values, ([name, all]) => [camelCase(name), all.at(-1) ?? true]);
  return Object.fromEntries(members) as Flags;
}

const camelCase = (name: string) =>
  name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

export const COMMON_FLAGS: readonly Flag[] = [
  { name: "base-url", value: "<url>", description: "another server (SUPERMETRICS_BASE_URL)" },
  {
    name: "timeout",
    value: "<ms>",
    description: "time limit of an attempt, in milliseconds (default: 30000)",
  },
  {
    name: "max-retries",
    value: "<count>",
    description: "retries after the first attempt (default: 2)",
  },
  {
    name: "output",
    short: "o",
    value: "<table|json>",
    description: "default: a table on a terminal, else JSON",
  },
  { name: "verbose", short: "v", description: "log each attempt to standard error" },
  {
    name: "quiet",
    short: "q",
    description: "print only questions, warnings and errors to standard error",
  },
  { name: "no-color", description: "print without colours" },
  { name: "yes", description: "do not ask for confirmation" },
  { name: "help", short: "h", description: "print this help" },
];

/** Where each parameter of the path comes from, if no argument gives it. */
export const PATH_SOURCES = {
  team_id: {
    flag: "team-id",
    variable: "SUPERMETRICS_TEAM_ID",
    file: ".team-id",
    subject: "the team",
    example: "digits, such as 936506",
  },
  connector_identifier: {
    flag: "connector-identifier",
    variable: "SUPERMETRICS_CONNECTOR_IDENTIFIER",
    file: ".ds-id",
    subject: "the connector",
    example: "such as T3S70",
  },
} as const;

export const PATH_NAMES = Object.keys(PATH_SOURCES) as readonly PathName[];

export const pathFlag = (name: PathName): Flag => {
  const { flag, variable, file, subject } = PATH_SOURCES[name];
  return {
    name: flag,
    value: "<id>",
    description: `${subject} (${variable}, or the file ${file})`,
  };
};
