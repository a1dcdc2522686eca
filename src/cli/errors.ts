// Turns an error into an exit code, a message and next steps. Imports nothing of the client: its errors
// are distinguished by their names.
import { readsProxyVariables } from "../http/runtime.ts";
import type * as client from "../index.ts";
import type {
  ApiError,
  ConfigurationError,
  ConnectionError,
  SupermetricsError,
  ValidationIssue,
} from "../index.ts";
import { CommandError, EXIT, type ExitCode, NOTHING_CHANGED, PROGRAM } from "./command-error.ts";

/** How the errors of a command are worded. */
export interface Wording {
  /** Of an API key. */
  readonly scopes: string;
  /** What messages call a parameter of the client, if it is not the flag of its name. */
  readonly nameOf?: (issue: ValidationIssue) => string | undefined;
  /** What to do next, by the class of the error. */
  readonly hints?: Readonly<Record<string, string>>;
  /** What parameters of the path are called, by where they come from. */
  readonly names?: Readonly<Record<string, string>>;
}

export function describeIssues(
  issues: readonly ValidationIssue[],
  { names, nameOf }: Wording,
): string {
  const sentences = issues.map((issue) => {
    const { path, message } = issue;
    const subject = names?.[path] ?? nameOf?.(issue) ?? `--${path.replaceAll("_", "-")}`;
    return capitalize(`${subject} ${message}.`);
  });
  return sentences.join(" ");
}

export const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param hint on a write of the command that may have been applied */
export function explain(
  error: unknown,
  wording?: Wording,
  hint = MAYBE_APPLIED,
  mayHaveWritten = false,
): CommandError {
  if (error instanceof CommandError) return error;
  if (!wording || !isClientError(error)) {
    // Show nothing of an error that we do not know: it may quote a secret.
    const name = error instanceof Error ? error.name : "unknown";
    return new CommandError(EXIT.failed, `Unexpected failure (${name}).`, [
      `This is a bug in ${PROGRAM}. ${mayHaveWritten ? hint : NOTHING_CHANGED}`,
    ]);
  }
  const { requestId } = error as { requestId?: unknown };
  return new CommandError(exitCodeOf(error), summaryOf(error, wording), [
    isUnknown(error) ? hint : NOTHING_CHANGED,
    ...hintsOf(error, wording),
    ...(typeof requestId === "string" ? [`Request id, for support: ${requestId}`] : []),
  ]);
}

const MAYBE_APPLIED =
  "Something may have been applied: look at what is there before you run the command again.";

// ── One row for each class of the client's errors ──────────────────────────────────────────────

/** Every class that the client exports: a new one without a row here does not compile. */
type Name = Exclude<Extract<keyof typeof client, `${string}Error`>, "SupermetricsError">;

interface Kind<E> {
  readonly exitCode: ExitCode;
  /** Default: the client's own words, without the operation. */
  readonly summary?: (error: E, wording: Wording) => string;
  /** What to do next. */
  readonly hint?: (error: E, wording: Wording) => string;
}

const PROXY_HINT =
  "Check the network, and the proxy that HTTPS_PROXY names: it may ask for credentials (http://user:password@host:port), or forbid this host. NO_PROXY lists the hosts that are reached without it.";
const UNEXPECTED_SOURCE =
  "Something between here and the API may have responded: a proxy, or a wrong --base-url.";

const failed = { exitCode: EXIT.failed };

const KINDS: { readonly [N in Name]: Kind<InstanceType<(typeof client)[N]>> } = {
  ConfigurationError: { exitCode: EXIT.usage, summary: describeOption },
  ValidationError: {
    exitCode: EXIT.usage,
    summary: ({ issues }, wording) => describeIssues(issues, wording),
  },
  ConnectorChangedError: {
    ...failed,
    summary: () => "The published configuration has changed since it was compared.",
    hint: () => "Run the command again to see the difference.",
  },
  ConnectionError: { exitCode: EXIT.unavailable, hint: notConnected },
  TimeoutError: {
    exitCode: EXIT.unavailable,
    hint: () =>
      `Try again; --timeout <ms> gives an attempt more time.${usesProxy() ? ` ${PROXY_HINT}` : ""}`,
  },
  UnexpectedResponseError: { ...failed, hint: () => UNEXPECTED_SOURCE },
  ApiError: failed,
  BadRequestError: failed,
  AuthenticationError: { exitCode: EXIT.denied, hint: notAuthenticated },
  PermissionDeniedError: {
    exitCode: EXIT.denied,
    hint: (_, { scopes }) =>
      `The ${credentialInUse().kind} may lack a scope; its owner needs the role Admin, Owner or Editor in the team; and the team the Connector Builder add-on. Scopes needed: ${scopes}.`,
  },
  NotFoundError: {
    ...failed,
    hint: (_, { names = {} }) =>
      `Check ${[...Object.values(names), "--base-url if you set one"].join(", ")}.`,
  },
  ConflictError: failed,
  UnprocessableEntityError: failed,
  RateLimitError: { exitCode: EXIT.unavailable, hint: ({ retryAfter }) => tooMany(retryAfter) },
  ServerError: { exitCode: EXIT.unavailable, hint: () => "The server failed. Try again later." },
  SyncError: { ...failed, summary: () => "Not all changes were made." },
};

function isClientError(error: unknown): error is SupermetricsError {
  return error instanceof Error && "toJSON" in error && Object.hasOwn(KINDS, error.name);
}

const kindOf = ({ name }: SupermetricsError) => KINDS[name as Name] as Kind<SupermetricsError>;

const isUnknown = (error: object) => "outcome" in error && error.outcome === "unknown";

export function exitCodeOf(error: SupermetricsError): ExitCode {
  const { exitCode } = kindOf(error);
  if (exitCode === EXIT.usage && isUnknown(error)) return EXIT.failed;
  // A gateway gave up waiting.
  return (error as ApiError).status === 408 ? EXIT.unavailable : exitCode;
}

export function summaryOf(error: SupermetricsError, wording: Wording): string {
  const { summary } = kindOf(error);
  if (summary) return summary(error, wording);
  // Whoever typed the command knows the operation.
  const { operation, message, method, path } = error as ApiError;
  return message.replace(`${operation}: `, "").replace(` (${method} ${path})`, "");
}

/** What to do next. */
export function hintsOf(error: SupermetricsError, wording: Wording): readonly string[] {
  const { status, code } = error as ApiError;
  const hints = [
    // Without the documented body, something else may have responded.
    status !== undefined && code === undefined && UNEXPECTED_SOURCE,
    kindOf(error).hint?.(error, wording),
    wording.hints?.[error.name],
  ];
  return [...new Set(hints)].filter((hint) => typeof hint === "string");
}

const OPTIONS: Readonly<Record<string, string>> = {
  apiKey: "SUPERMETRICS_API_KEY",
  bearerToken: "SUPERMETRICS_BEARER_TOKEN",
  baseUrl: "--base-url (SUPERMETRICS_BASE_URL)",
  timeout: "--timeout",
  maxRetries: "--max-retries",
};

/** An option is named by its flag or variable. */
function describeOption({ option = "", message }: ConfigurationError): string {
  const place = OPTIONS[option];
  return place && message.startsWith(option) ? place + message.slice(option.length) : message;
}

// ── What to do next ────────────────────────────────────────────────────────────────────────────

function notConnected({ code = "" }: ConnectionError): string {
  if (/CERT|SIGNED|UNABLE_TO_/.test(code)) {
    return "The server's certificate was not accepted. Behind a proxy that intercepts TLS, set NODE_EXTRA_CA_CERTS to the file of its CA certificate.";
  }
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER") {
    return "The server does not speak TLS on that port: check --base-url.";
  }
  if (usesProxy()) return PROXY_HINT;
  const check = "Check the network, and --base-url (SUPERMETRICS_BASE_URL) if you set one.";
  return CAN_READ_PROXY
    ? `${check} Behind a proxy, set NODE_USE_ENV_PROXY=1: Node then reads HTTPS_PROXY.`
    : `${check} Behind a proxy, use Node 22.21 or later, or 24 or later, and set NODE_USE_ENV_PROXY=1: Node then reads HTTPS_PROXY. This is Node ${process.versions.node}, on which that variable does nothing.`;
}

function notAuthenticated(_: unknown, { scopes }: Wording): string {
  const { kind, place, isQuoted } = credentialInUse();
  // `docker run --env-file` keeps them.
  if (isQuoted) return `${place} is in quotes, which are sent as a part of it. Remove them.`;
  const source =
    kind === "key"
      ? "Check it; if it has expired, make a new one in the Supermetrics Hub"
      : "Get a new one";
  return `The ${kind} is wrong, expired or revoked. ${source}, and set ${place}. Scopes needed: ${scopes}.`;
}

/** @param retryAfter in seconds */
function tooMany(retryAfter: number | undefined): string {
  if (retryAfter === undefined) {
    return "Too many requests. The server does not say how long to wait: try again in a minute.";
  }
  // `Date` cannot hold every number.
  const date = new Date(Date.now() + Math.min(retryAfter, 1e9) * 1000).toISOString();
  const clock = date.slice(0, 16).replace("T", " ");
  return `Too many requests. Try again in ${retryAfter} s, at ${clock} UTC.`;
}

/** What it is called, where a better one belongs, and whether it is in quotes. */
function credentialInUse() {
  const isKey = Boolean(process.env.SUPERMETRICS_API_KEY?.trim());
  const place = isKey ? "SUPERMETRICS_API_KEY" : "SUPERMETRICS_BEARER_TOKEN";
  const isQuoted = /^\s*(["']).*\1\s*$/.test(process.env[place] ?? "");
  return { kind: isKey ? "key" : "token", place, isQuoted };
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
/** Since 24.0, and 22.21: https://nodejs.org/api/cli.html#node_use_env_proxy1 */
const CAN_READ_PROXY = major >= 24 || (major === 22 && minor >= 21);

function usesProxy(): boolean {
  const names = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"];
  return CAN_READ_PROXY && readsProxyVariables(process) && names.some((name) => process.env[name]);
}
