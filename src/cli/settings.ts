// Flags and environment, put together. What is wrong is named, never quoted: a key may have been
// put in the wrong place.
import { type Environment, readCredential, variable } from "./credential.ts";
import { UsageError } from "./failures.ts";
import type { Flags } from "./flags.ts";
import { missing, SETTINGS } from "./missing.ts";

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
  // A flag wins, also where it is empty: the variable may be of another connector.
  const team = variable(flags.teamId ?? environment.SUPERMETRICS_TEAM_ID);
  const connector = variable(
    flags.connectorIdentifier ?? environment.SUPERMETRICS_CONNECTOR_IDENTIFIER,
  );
  const credential = readCredential(environment);
  // Empty, it is refused: the secrets would go to another server than was meant.
  const baseUrl = flags.baseUrl ?? variable(environment.SUPERMETRICS_BASE_URL);
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
