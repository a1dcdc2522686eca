import { UsageError } from "./failures.ts";

/** The variables that hold one. */
export const CREDENTIALS = ["SUPERMETRICS_API_KEY", "SUPERMETRICS_BEARER_TOKEN"] as const;

export type Environment = Readonly<Record<string, string | undefined>>;

/** CI systems set a variable to nothing where what is behind it is missing. */
export function variable(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}

export function readCredential(environment: Environment) {
  const apiKey = variable(environment.SUPERMETRICS_API_KEY);
  const bearerToken = variable(environment.SUPERMETRICS_BEARER_TOKEN);
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

/** How the credential in use is called, where a better one belongs, and what is odd about it. */
export function credentialInUse(environment: Environment) {
  const { apiKey, bearerToken = "" } = readCredential(environment) ?? {};
  const isQuoted = /^(["']).*\1$/.test(apiKey ?? bearerToken);
  return apiKey === undefined
    ? { kind: "token", place: "SUPERMETRICS_BEARER_TOKEN", isQuoted }
    : { kind: "key", place: "SUPERMETRICS_API_KEY", isQuoted };
}
