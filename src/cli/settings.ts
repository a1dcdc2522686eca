// Flags, environment and the files of the working directory, put together. What is wrong is named,
// never quoted: a key may have been put in the wrong place.
import { readFileSync, statSync } from "node:fs";
import { type AnyCommand, type Connector, type PathName, pathOf } from "./command.ts";
import { CommandError, EXIT, UsageError } from "./command-error.ts";
import { type Flags, PATH_SOURCES, type Values } from "./flags.ts";
import type { Report } from "./output/report.ts";

/** Which connector, and how to reach it. */
export interface Settings {
  readonly path: Partial<Connector>;
  /** How messages call a parameter of the path. */
  readonly names: Readonly<Record<string, string>>;
  readonly client: {
    readonly apiKey?: string;
    readonly bearerToken?: string;
    readonly baseUrl?: string;
    readonly timeout?: number;
    readonly maxRetries?: number;
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that hold a credential. */
export const CREDENTIALS = ["SUPERMETRICS_API_KEY", "SUPERMETRICS_BEARER_TOKEN"] as const;

export interface Input {
  readonly command: AnyCommand;
  readonly argument: string | undefined;
  readonly values: Values;
  readonly flags: Flags;
}

export function readSettings(
  input: Input,
  environment: Environment,
  report: Pick<Report, "dim" | "warn">,
): Settings {
  const { command, flags } = input;
  const { timeout, maxRetries, output } = flags;
  if (output !== undefined && output !== "table" && output !== "json") {
    throw new UsageError("--output must be table or json.");
  }
  const path: { [Name in PathName]?: Connector[Name] } = {};
  const names: Record<string, string> = {};
  const remarks: string[] = [];
  const missing: Missing[] = [];
  for (const name of pathOf(command)) {
    const { flag, variable, file, subject, example } = PATH_SOURCES[name];
    const source = readPath(name, input, environment);
    if (source === undefined) {
      const given = command.argument?.fills === name ? `the argument or --${flag}` : `--${flag}`;
      const place = `Give ${given}, set ${variable}, or write it into the file ${file}: ${example}.`;
      missing.push({ name: subject, place });
      continue;
    }
    names[name] = source.label;
    if (name === "team_id") path.team_id = readTeamId(source);
    else path.connector_identifier = source.text;
    if (source.isFile) remarks.push(`${file}: ${subject} is ${source.text}.`);
  }
  const credential = readCredential(environment);
  if (credential === undefined) {
    const place = `Set SUPERMETRICS_API_KEY to an API key of the Supermetrics Hub, or SUPERMETRICS_BEARER_TOKEN to a bearer token. Scopes needed: ${command.scopes}.`;
    missing.push({ name: "a credential", place });
  }
  if (missing.length > 0) throw missingSettings(missing);
  for (const remark of remarks) report.dim(remark);
  // An empty flag is refused later: the secrets would go to another server than was meant.
  const baseUrl = flags.baseUrl ?? variable(environment.SUPERMETRICS_BASE_URL);
  if (baseUrl === undefined && environment.SUPERMETRICS_BASE_URL !== undefined) {
    report.warn("SUPERMETRICS_BASE_URL is set, but empty: the API's own server is used.");
  }
  return {
    path,
    names,
    client: {
      ...credential,
      ...(baseUrl !== undefined && { baseUrl }),
      ...(timeout !== undefined && { timeout: readCount("--timeout", timeout) }),
      ...(maxRetries !== undefined && { maxRetries: readCount("--max-retries", maxRetries) }),
    },
  };
}

/** CI systems set a variable to nothing if what it should hold is missing. */
function variable(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}

// ── The path ───────────────────────────────────────────────────────────────────────────────────

interface Source {
  readonly text: string;
  readonly label: string;
  readonly isFile?: true;
}

/** A parameter of the path: argument, flag, variable, or file of the working directory. */
function readPath(
  name: PathName,
  { command, argument, values }: Input,
  environment: Environment,
): Source | undefined {
  const { flag, variable: place, file } = PATH_SOURCES[name];
  const typed = values.get(flag)?.at(-1);
  if (command.argument?.fills === name && argument !== undefined) {
    if (typed !== undefined) {
      throw new UsageError(`The argument and --${flag} are both given.`, "Give one of them.");
    }
    if (argument.trim() === "") throw new UsageError("The argument is empty.");
    return { text: argument, label: `the argument <${name}>` };
  }
  const label = `--${flag} (${place})`;
  // The variable may be of another connector.
  if (typed?.trim() === "") throw new UsageError(`--${flag} is empty.`);
  const text = typed?.trim() ?? variable(environment[place]);
  return text === undefined ? readIdFile(name, file) : { text, label };
}

/** What an id looks like: the text of a file that holds something else is not shown. */
const ID = { team_id: /^[0-9]{1,19}$/, connector_identifier: /^[A-Za-z0-9_-]{1,100}$/ };

/** The files that the vendor's guide for connector authors keeps in the folder of a connector. */
function readIdFile(name: PathName, file: string): Source | undefined {
  let text: string;
  try {
    const status = statSync(file, { throwIfNoEntry: false });
    if (status === undefined) return undefined;
    if (!status.isFile()) throw new UsageError(`The file ${file} is not a regular file.`);
    text = status.size > 1_000 ? "" : readFileSync(file, "utf8").trim();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    throw new UsageError(`The file ${file} cannot be read (${code}).`);
  }
  if (ID[name].test(text)) return { text, label: `the file ${file}`, isFile: true };
  const { subject, example } = PATH_SOURCES[name];
  throw new UsageError(`The file ${file} must hold the id of ${subject} alone: ${example}.`);
}

function readTeamId({ text, label }: Source): number | bigint {
  if (!/^-?[0-9]+$/.test(text))
    throw new UsageError(`${label} must be digits, such as 936506.`.replace(/^t/, "T"));
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

// ── How to reach the server ────────────────────────────────────────────────────────────────────

export function readCount(flag: string, text: string): number {
  if (/^[0-9]{1,15}$/.test(text)) return Number(text);
  throw new UsageError(`${flag} must be a whole number.`);
}

function readCredential(environment: Environment) {
  const apiKey = variable(environment.SUPERMETRICS_API_KEY);
  const bearerToken = variable(environment.SUPERMETRICS_BEARER_TOKEN);
  if (apiKey !== undefined && bearerToken !== undefined) {
    throw new UsageError(
      "SUPERMETRICS_API_KEY and SUPERMETRICS_BEARER_TOKEN are both set.",
      "Unset one of them: either is enough.",
    );
  }
  if (apiKey !== undefined) return { apiKey };
  if (bearerToken !== undefined) return { bearerToken };
  return undefined;
}

interface Missing {
  readonly name: string;
  readonly place: string;
}

/** All at once: one by one would take a run each. */
function missingSettings(missing: readonly Missing[]): CommandError {
  // Whoever lacks a credential alone is not authenticated; the rest is wrong usage.
  const isDenied = missing.every(({ name }) => name === "a credential");
  return new CommandError(
    isDenied ? EXIT.denied : EXIT.usage,
    `Missing: ${missing.map(({ name }) => name).join(", ")}.`,
    missing.map(({ place }) => place),
  );
}
