// Flags and environment, put together. What is wrong is named, never quoted: a key may have been
// put in the wrong place.
import { CommandError, EXIT, UsageError } from "./command-error.ts";
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

/** Which connector, and how to reach it. */
export interface Settings {
  readonly connector: {
    readonly team_id: number | bigint;
    readonly connector_identifier: string;
  };
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

/** @param note shows a remark that is not an error */
export function readSettings(
  flags: Flags,
  environment: Environment,
  note: (text: string) => void,
): Settings {
  const { timeout, maxRetries } = flags;
  // A flag wins even where it is empty: the variable may be of another connector.
  const team = variable(flags.teamId ?? environment.SUPERMETRICS_TEAM_ID);
  const connector = variable(
    flags.connectorIdentifier ?? environment.SUPERMETRICS_CONNECTOR_IDENTIFIER,
  );
  const credential = readCredential(environment);
  if (team === undefined || connector === undefined || credential === undefined) {
    throw missing({ team, connector, credential });
  }
  // An empty flag is refused later: the secrets would go to another server than was meant.
  const baseUrl = flags.baseUrl ?? variable(environment.SUPERMETRICS_BASE_URL);
  if (baseUrl === undefined && environment.SUPERMETRICS_BASE_URL !== undefined) {
    note("SUPERMETRICS_BASE_URL is set, but empty: the API's own server is used.");
  }
  return {
    connector: { team_id: readTeamId(team), connector_identifier: connector },
    client: {
      ...credential,
      ...(baseUrl !== undefined && { baseUrl }),
      ...(timeout !== undefined && { timeout: readCount("--timeout", timeout) }),
      ...(maxRetries !== undefined && { maxRetries: readCount("--max-retries", maxRetries) }),
    },
  };
}

/** CI systems set a variable to nothing where what it should hold is missing. */
function variable(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}

function readTeamId(text: string): number | bigint {
  if (!/^[0-9]+$/.test(text)) {
    throw new UsageError("--team-id (SUPERMETRICS_TEAM_ID) must be digits, such as 936506.");
  }
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

function readCount(flag: string, text: string): number {
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

// ── What a command cannot do without, told all at once: one by one would take a run each ───────

const NEEDED = {
  team: {
    name: "the team",
    place: "Give --team-id or set SUPERMETRICS_TEAM_ID: digits, such as 936506.",
  },
  connector: {
    name: "the connector",
    place: "Give --connector-identifier or set SUPERMETRICS_CONNECTOR_IDENTIFIER, such as T3S70.",
  },
  credential: {
    name: "a credential",
    place:
      "Set SUPERMETRICS_API_KEY to an API key of the Supermetrics Hub with the scopes cb_secrets_read and cb_secrets_write, or SUPERMETRICS_BEARER_TOKEN to a bearer token.",
  },
};

type Setting = keyof typeof NEEDED;

function missing(given: Readonly<Record<Setting, unknown>>): CommandError {
  const settings = (Object.keys(NEEDED) as Setting[]).filter((name) => given[name] === undefined);
  // Whoever lacks a credential alone is not authenticated; the rest is wrong usage.
  const exitCode = settings.every((name) => name === "credential") ? EXIT.denied : EXIT.usage;
  const names = settings.map((name) => NEEDED[name].name).join(", ");
  return new CommandError(
    exitCode,
    `Missing: ${names}.`,
    settings.map((name) => NEEDED[name].place),
  );
}
