// Flags, environment and the files of the working directory, put together. What is wrong is named,
// never quoted: a key may have been put in the wrong place.
import { readFileSync, statSync } from "node:fs";
import { type Connector, type PathName, pathOf } from "./command.ts";
import { CommandError, EXIT, UsageError } from "./command-error.ts";
import { capitalize } from "./errors.ts";
import { type Flags, PATH_SOURCES } from "./flags.ts";
import type { Report } from "./output/report.ts";
import type { Run } from "./parse.ts";

/** The variables that hold a credential. */
export const CREDENTIALS = ["SUPERMETRICS_API_KEY", "SUPERMETRICS_BEARER_TOKEN"] as const;

/** Which connector, what messages call it, and how to reach it. */
export function readSettings(run: Run, flags: Flags, report: Pick<Report, "dim" | "warn">) {
  const { timeout, maxRetries, output } = flags;
  if (output !== undefined && output !== "table" && output !== "json") {
    throw new UsageError("--output must be table or json.");
  }
  const path: { [Name in PathName]?: Connector[Name] } = {};
  const names: Record<string, string> = {};
  const remarks: string[] = [];
  /** What is missing, and how to set it. */
  const missing = new Map<string, string>();
  for (const name of pathOf(run.command)) {
    const { flag, variable, file, subject, example } = PATH_SOURCES[name];
    const source = readPath(name, run);
    if (source === undefined) {
      const argument = run.command.argument?.fills === name ? "the argument or " : "";
      missing.set(
        subject,
        `Pass ${argument}--${flag}, set ${variable}, or write it into the file ${file}: ${example}.`,
      );
      continue;
    }
    const { text, label } = source;
    names[name] = label;
    if (name === "team_id") path.team_id = readTeamId(text, label);
    else path.connector_identifier = text;
    if (source.isFile) remarks.push(`${file}: ${subject} is ${text}.`);
  }
  const [apiKey, bearerToken] = CREDENTIALS.map(readVariable);
  if (apiKey && bearerToken) {
    throw new UsageError(
      `${CREDENTIALS.join(" and ")} are both set.`,
      "Unset one of them: either is enough.",
    );
  }
  // Whoever lacks a credential alone is not authenticated; the rest is wrong usage.
  const exitCode = missing.size > 0 ? EXIT.usage : EXIT.denied;
  if (!apiKey && !bearerToken) {
    missing.set(
      "a credential",
      `Set SUPERMETRICS_API_KEY to an API key of the Supermetrics Hub, or SUPERMETRICS_BEARER_TOKEN to a bearer token. Scopes needed: ${run.command.scopes}.`,
    );
  }
  // All in one error: one by one would take a run each.
  if (missing.size > 0) {
    const subjects = [...missing.keys()].join(", ");
    throw new CommandError(exitCode, `Missing: ${subjects}.`, [...missing.values()]);
  }
  for (const remark of remarks) report.dim(remark);
  // An empty flag is refused later: the secrets would go to another server than was meant.
  const baseUrl = flags.baseUrl ?? readVariable("SUPERMETRICS_BASE_URL");
  if (baseUrl === undefined && process.env.SUPERMETRICS_BASE_URL !== undefined) {
    report.warn("SUPERMETRICS_BASE_URL is set, but empty: the API's own server is used.");
  }
  return {
    path,
    /** How messages call a parameter of the path. */
    names,
    client: {
      ...(apiKey && { apiKey }),
      ...(bearerToken && { bearerToken }),
      ...(baseUrl !== undefined && { baseUrl }),
      ...(timeout !== undefined && { timeout: readCount("--timeout", timeout) }),
      ...(maxRetries !== undefined && { maxRetries: readCount("--max-retries", maxRetries) }),
    },
  };
}

/** CI systems set a variable to nothing if what it should hold is missing. */
const readVariable = (name: string) => process.env[name]?.trim() || undefined;

/** A parameter of the path: argument, flag, variable, or file of the working directory. */
function readPath(name: PathName, { command, argument, values }: Run) {
  const { flag, variable, file, form, subject, example } = PATH_SOURCES[name];
  const typed = values.get(flag)?.at(-1);
  if (command.argument?.fills === name && argument !== undefined) {
    if (typed !== undefined) {
      throw new UsageError(`The argument and --${flag} cannot both be used.`, "Pass one of them.");
    }
    if (argument.trim() === "") throw new UsageError("The argument is empty.");
    return { text: argument, label: `the argument <${name}>` };
  }
  // The variable may be of another connector.
  if (typed?.trim() === "") throw new UsageError(`--${flag} is empty.`);
  const text = typed?.trim() ?? readVariable(variable);
  if (text !== undefined) return { text, label: `--${flag} (${variable})` };
  const content = readIdFile(file);
  if (content === undefined) return undefined;
  if (form.test(content)) return { text: content, label: `the file ${file}`, isFile: true };
  throw new UsageError(`The file ${file} must hold the id of ${subject} alone: ${example}.`);
}

/** The files that the vendor's guide for connector authors keeps in the folder of a connector. */
function readIdFile(file: string): string | undefined {
  try {
    const status = statSync(file, { throwIfNoEntry: false });
    if (status === undefined) return undefined;
    if (status.isFile()) return status.size > 1_000 ? "" : readFileSync(file, "utf8").trim();
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    throw new UsageError(`The file ${file} cannot be read (${code}).`);
  }
  throw new UsageError(`The file ${file} is not a regular file.`);
}

function readTeamId(text: string, label: string): number | bigint {
  if (!/^-?[0-9]+$/.test(text)) {
    throw new UsageError(capitalize(`${label} must be digits, such as 936506.`));
  }
  return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);
}

function readCount(flag: string, text: string): number {
  if (/^[0-9]{1,15}$/.test(text)) return Number(text);
  throw new UsageError(`${flag} must be a whole number.`);
}
