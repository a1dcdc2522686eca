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
import { validationWords } from "./validation.ts";

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

/** The client's words, without the operation: whoever typed the command knows it. */
export function headline(error: Pick<SupermetricsError, "message">): string {
  if (error instanceof SyncError) return "Not everything was done.";
  if (error instanceof ValidationError) return validationWords(error);
  if (error instanceof ConfigurationError) return optionWords(error);
  return error.message
    .replace(/^(?:[a-z]+ConnectorSecrets?|secrets\.[a-z]+): /, "")
    .replace(/ It may have been applied\.$/, "")
    .replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase());
}

/** An option is named by its flag or variable. */
function optionWords({ message }: ConfigurationError): string {
  return message
    .replace(/^apiKey\b/, "SUPERMETRICS_API_KEY")
    .replace(/^bearerToken\b/, "SUPERMETRICS_BEARER_TOKEN")
    .replace(/^baseUrl\b/, "--base-url (SUPERMETRICS_BASE_URL)")
    .replace(/^timeout\b/, "--timeout")
    .replace(/^maxRetries\b/, "--max-retries");
}

function outcomeHints(error: SupermetricsError): string[] {
  if (error instanceof SyncError) return [];
  if (!("outcome" in error) || error.outcome === "not_applied") return ["Nothing was changed."];
  const check = "It may have been applied all the same: check with `list`.";
  // Every message begins with the operation.
  if (error.message.startsWith("deleteConnectorSecret: ")) {
    return [`${check} If the secret is still there, run the command again.`];
  }
  return [`${check} To store the value, run \`set\` or`, "`push` again: that is safe."];
}

export function requestIdOf(error: SupermetricsError): string | undefined {
  return "requestId" in error && typeof error.requestId === "string" ? error.requestId : undefined;
}

function requestHint(error: SupermetricsError): string[] {
  const id = requestIdOf(error);
  return id === undefined ? [] : [`Request id, for support: ${id}`];
}

/** What to do about a push that did not finish: the next steps of whatever stopped it. */
export function adviceOf(error: SyncError): string[] {
  const reasons = error.result.items.flatMap((item) => item.error ?? []);
  return [...new Set(reasons.flatMap(nextSteps))];
}
