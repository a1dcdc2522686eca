import { Option } from "commander";
import type { OutputFormat } from "./output/report.ts";

/** Every flag, as the argument parser hands it over. A command has those it declares. */
export interface Flags {
  readonly teamId?: string;
  readonly connectorIdentifier?: string;
  readonly baseUrl?: string;
  readonly timeout?: string;
  readonly maxRetries?: string;
  readonly output?: OutputFormat;
  readonly verbose?: true;
  readonly yes?: true;
  readonly name?: string;
  readonly fromEnv?: string;
  readonly fromFile?: string;
  readonly verbatim?: true;
  readonly dryRun?: true;
  readonly prune?: true;
}

/** Of every command. None takes a secret value or a credential: arguments are public. */
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

/** Where a value comes from, if neither from the prompt nor from standard input. */
export const VALUE_FLAGS = [
  new Option("--from-env <variable>", "read the value from this environment variable"),
  new Option("--from-file <path>", "read the value from this file"),
  new Option("--verbatim", "keep the newline at the end of the value"),
];

export const BY_NAME = new Option("--name <name>", "find the placeholder by the secret's name");

export const PUSH_FLAGS = [
  new Option("--dry-run", "show the plan and write nothing"),
  new Option("--prune", "delete all other secrets, after the writes"),
];
