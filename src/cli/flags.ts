// Flags: what they are called, and the ones that commands share. None takes a secret value or a
// credential: arguments are public.
import type { PathName } from "./command.ts";

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

/** The values of each flag, in order: none for a switch, "true" or "false" for a boolean. */
export type Values = ReadonlyMap<string, readonly string[]>;

type WithText = "baseUrl" | "timeout" | "maxRetries" | "output" | "name" | "fromEnv" | "fromFile";
type OfOneCommand = "backup" | "limit" | "interval";
type Switch = "verbose" | "quiet" | "yes" | "verbatim" | "dryRun" | "prune" | "names";

/** The flags of the commands by hand and those that all share, in camel case. */
export type Flags = { readonly [Name in WithText | OfOneCommand]?: string } & {
  readonly [Name in Switch | "allowMissing"]?: true;
};

/** The last value of a flag counts. */
export function toFlags(values: Values): Flags {
  const members = Array.from(values, ([name, all]) => {
    const camelCase = name.replaceAll(/-\w/g, ([, letter = ""]) => letter.toUpperCase());
    return [camelCase, all.at(-1) ?? true];
  });
  return Object.fromEntries(members) as Flags;
}

/** @param form as the help shows it: `-o, --output <table|json>` */
export function flag(form: string, description: string): Flag {
  const [, short, name = "", value] = /^(?:-(\w), )?--([\w-]+)(?: (.+))?$/.exec(form) ?? [];
  return { name, description, ...(short && { short }), ...(value && { value }) };
}

export const COMMON_FLAGS: readonly Flag[] = [
  flag("--base-url <url>", "another server (SUPERMETRICS_BASE_URL)"),
  flag("--timeout <ms>", "time limit of an attempt, in milliseconds (default: 30000)"),
  flag("--max-retries <count>", "retries after the first attempt (default: 2)"),
  flag("-o, --output <table|json>", "default: a table on a terminal, else JSON"),
  flag("-v, --verbose", "log each attempt to standard error"),
  flag("-q, --quiet", "print only questions, warnings and errors to standard error"),
  flag("--no-color", "print without colours"),
  flag("--yes", "do not ask for confirmation"),
  flag("-h, --help", "print this help"),
];

/** Where each parameter of the path comes from, if no argument sets it. */
export const PATH_SOURCES = {
  team_id: {
    flag: "team-id",
    variable: "SUPERMETRICS_TEAM_ID",
    file: ".team-id",
    /** The text of a file that holds something else is not shown. */
    form: /^[0-9]{1,19}$/,
    subject: "the team",
    example: "digits, such as 936506",
  },
  connector_identifier: {
    flag: "connector-identifier",
    variable: "SUPERMETRICS_CONNECTOR_IDENTIFIER",
    file: ".ds-id",
    form: /^[A-Za-z0-9_-]{1,100}$/,
    subject: "the connector",
    example: "such as T3S70",
  },
} as const;

export const PATH_NAMES = Object.keys(PATH_SOURCES) as readonly PathName[];

export function pathFlag(path: PathName): Flag {
  const { flag: name, variable, file, subject } = PATH_SOURCES[path];
  return flag(`--${name} <id>`, `${subject} (${variable}, or the file ${file})`);
}
