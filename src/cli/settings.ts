// Flags and environment, put together. What is wrong is named, never quoted: a key may have been
// put in the wrong place.
import { UsageError } from "./failures.ts";
import type { Flags } from "./flags.ts";
import { missing, SETTINGS } from "./missing.ts";

type Environment = Readonly<Record<string, string | undefined>>;

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

export function readSettings(flags: Flags, environment: Environment): Settings {
  const { timeout, maxRetries } = flags;
  const team = given(flags.teamId, environment.SUPERMETRICS_TEAM_ID);
  const connector = given(flags.connectorIdentifier, environment.SUPERMETRICS_CONNECTOR_IDENTIFIER);
  const credential = readCredential(environment);
  const baseUrl = given(flags.baseUrl, environment.SUPERMETRICS_BASE_URL);
  if (team === undefined || connector === undefined || credential === undefined) {
    const needed = { team, connector, credential };
    throw missing(SETTINGS.filter((name) => needed[name] === undefined));
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

/** A flag wins. CI systems set a variable to nothing where what is behind it is missing. */
function given(flag: string | undefined, variable: string | undefined): string | undefined {
  return flag ?? (variable?.trim() || undefined);
}

function readCredential(environment: Environment) {
  const apiKey = given(undefined, environment.SUPERMETRICS_API_KEY);
  const bearerToken = given(undefined, environment.SUPERMETRICS_BEARER_TOKEN);
  if (apiKey !== undefined && bearerToken !== undefined) {
    throw new UsageError(
      "SUPERMETRICS_API_KEY and SUPERMETRICS_BEARER_TOKEN are both set.",
      "Unset one of them: each is enough alone.",
    );
  }
  if (apiKey !== undefined) return { apiKey };
  if (bearerToken !== undefined) return { bearerToken };
  return undefined;
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
