// What each error of the client means to the person at the terminal.
import {
  ApiError,
  AuthenticationError,
  ConfigurationError,
  ConnectionError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  SupermetricsError,
  SyncError,
  TimeoutError,
  ValidationError,
} from "../index.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Explanation } from "./explain.ts";
import { nextSteps } from "./next-steps.ts";

export function explainClientError(error: unknown): Explanation {
  if (!(error instanceof SupermetricsError)) {
    // Nothing is shown of what we do not know: it may quote what it met.
    const name = error instanceof Error ? error.name : "unknown";
    const hints = [
      "This is a bug in connector-secrets. Something may have been stored: check with `list`.",
    ];
    return { exitCode: EXIT.failed, message: `Unexpected failure (${name}).`, hints };
  }
  const hints = [...outcomeHints(error), ...nextSteps(error), ...requestHint(error)];
  return { exitCode: exitCodeOf(error), message: headline(error), hints };
}

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof SyncError) {
    const codes = error.result.items.map((item) => exitCodeOf(item.error));
    return [EXIT.denied, EXIT.unavailable].find((code) => codes.includes(code)) ?? EXIT.failed;
  }
  if (error instanceof ValidationError || error instanceof ConfigurationError) {
    return error.outcome === "unknown" ? EXIT.failed : EXIT.usage;
  }
  if (error instanceof AuthenticationError || error instanceof PermissionDeniedError) {
    return EXIT.denied;
  }
  const isUnavailable =
    error instanceof ConnectionError ||
    error instanceof TimeoutError ||
    error instanceof RateLimitError ||
    error instanceof ServerError ||
    (error instanceof ApiError && error.status === 408);
  return isUnavailable ? EXIT.unavailable : EXIT.failed;
}

/** The client's words, and the names that the command line knows an option by. */
function headline(error: SupermetricsError): string {
  if (error instanceof SyncError) return "Not everything was stored.";
  return error.message
    .replace(/^(?:[a-z]+ConnectorSecrets?|secrets\.[a-z]+): /, "")
    .replace(/ It may have been applied\.$/, "")
    .replace(/\bteam_id\b/g, "--team-id (SUPERMETRICS_TEAM_ID)")
    .replace(
      /\bconnector_identifier\b/g,
      "--connector-identifier (SUPERMETRICS_CONNECTOR_IDENTIFIER)",
    )
    .replace(/\bapiKey\b/g, "SUPERMETRICS_API_KEY")
    .replace(/\bbearerToken\b/g, "SUPERMETRICS_BEARER_TOKEN")
    .replace(/\bbaseUrl\b/g, "--base-url (SUPERMETRICS_BASE_URL)")
    .replace(/^timeout\b/, "--timeout")
    .replace(/^maxRetries\b/, "--max-retries")
    .replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase());
}

function outcomeHints(error: SupermetricsError): string[] {
  if (error instanceof SyncError) return [];
  if (!("outcome" in error) || error.outcome === "not_applied") return ["Nothing was changed."];
  return [
    "It may have been applied all the same: check with `list`. To store the value, run `set` or",
    "`push` again: that is safe.",
  ];
}

function requestHint(error: SupermetricsError): string[] {
  if (!("requestId" in error) || typeof error.requestId !== "string") return [];
  return [`Request id, for support: ${error.requestId}`];
}

/** What to do about a push that did not finish: the next steps of whatever stopped it. */
export function adviceOf(error: SyncError): string[] {
  const reasons = error.result.items.flatMap((item) => item.error ?? []);
  return [...new Set(reasons.flatMap(nextSteps))];
}
