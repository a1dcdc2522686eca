// Turns an error into an exit code, a message and next steps. Imports nothing of the client: its errors
// are told apart by their names.
import { readsProxyVariables } from "../http/proxy.ts";
import type * as client from "../index.ts";
import type {
  ApiError,
  ConfigurationError,
  ConnectionError,
  SupermetricsError,
  ValidationIssue,
} from "../index.ts";
import { CommandError, EXIT, type ExitCode, NOTHING_CHANGED } from "./command-error.ts";

/** A write that a command makes, such as "create" of "client_id". */
export interface Change {
  readonly action: "create" | "write" | "update" | "delete";
  readonly subject: string;
}

/** Turns whatever a command threw into what is shown of it. */
export function explain(error: unknown, change?: Change): CommandError {
  if (error instanceof CommandError) return error;
  if (!isClientError(error)) {
    // Show nothing of an error that we do not know: it may quote a secret.
    const name = error instanceof Error ? error.name : "unknown";
    return new CommandError(EXIT.failed, `Unexpected failure (${name}).`, [
      "This is a bug in connector-secrets. Something may have been stored: check with `list`.",
    ]);
  }
  const { requestId } = error as { requestId?: unknown };
  return new CommandError(exitCodeOf(error), headline(error), [
    isUnknown(error) ? perhapsApplied(change) : NOTHING_CHANGED,
    ...nextSteps(error),
    ...(typeof requestId === "string" ? [`Request id, for support: ${requestId}`] : []),
  ]);
}

/** What is said of a write that may have reached the server. */
export function perhapsApplied({ action, subject }: Partial<Change> = {}): string {
  const what = subject === undefined ? "A write" : `The ${action} of ${subject}`;
  const check = `${what} may have been applied: check with \`list\`.`;
  return action === "delete"
    ? `${check} If the secret is still there, run the command again.`
    : `${check} To store the value, run \`set\` or \`push\` again: that is safe.`;
}

// ── One row for each class of the client's errors ──────────────────────────────────────────────

/** Every class that the client exports: a new one without a row here does not compile. */
type Name = Exclude<Extract<keyof typeof client, `${string}Error`>, "SupermetricsError">;

interface Kind<E> {
  readonly exitCode: ExitCode;
  /** Default: the client's own words, without the operation. */
  readonly headline?: (error: E) => string;
  readonly steps?: (error: E) => readonly string[];
}

const PROXY =
  "Check the network, and the proxy that HTTPS_PROXY names: it may ask for credentials (http://user:password@host:port), or forbid this host. NO_PROXY lists the hosts that are reached without it.";
const ODD = "Something between here and the API may have answered: a proxy, or a wrong --base-url.";

const KINDS: { readonly [N in Name]: Kind<InstanceType<(typeof client)[N]>> } = {
  ConfigurationError: { exitCode: EXIT.usage, headline: optionWords },
  ValidationError: {
    exitCode: EXIT.usage,
    headline: ({ issues }) => issues.map(issueWords).join(" "),
  },
  ConnectorChangedError: {
    exitCode: EXIT.failed,
    steps: () => ["Somebody else has published since. Look at the difference, and try again."],
  },
  ConnectionError: { exitCode: EXIT.unavailable, steps: notConnected },
  TimeoutError: {
    exitCode: EXIT.unavailable,
    steps: () => [
      "Try again; --timeout <ms> gives an attempt more time.",
      ...(usesProxy(process.env) ? [PROXY] : []),
    ],
  },
  UnexpectedResponseError: { exitCode: EXIT.failed, steps: () => [ODD] },
  ApiError: { exitCode: EXIT.failed },
  BadRequestError: { exitCode: EXIT.failed },
  AuthenticationError: { exitCode: EXIT.denied, steps: notAuthenticated },
  PermissionDeniedError: { exitCode: EXIT.denied, steps: notPermitted },
  NotFoundError: {
    exitCode: EXIT.failed,
    steps: () => [
      "Check --team-id and --connector-identifier, --base-url if you set one, and the placeholder where one is given: `list` shows the placeholders of a connector.",
    ],
  },
  ConflictError: {
    exitCode: EXIT.failed,
    steps: () => ["To overwrite a secret of that name: `set <name>`. To see all: `list`."],
  },
  UnprocessableEntityError: { exitCode: EXIT.failed },
  RateLimitError: { exitCode: EXIT.unavailable, steps: ({ retryAfter }) => [comeBack(retryAfter)] },
  ServerError: { exitCode: EXIT.unavailable, steps: () => ["The server failed. Try again later."] },
  SyncError: { exitCode: EXIT.failed, headline: () => "Not all changes were made." },
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

export function headline(error: SupermetricsError): string {
  const words = kindOf(error).headline;
  if (words) return words(error);
  // Whoever typed the command knows the operation.
  return withoutPrefix(error.message, `${error.operation}: `);
}

export function nextSteps(error: SupermetricsError): readonly string[] {
  const steps = kindOf(error).steps?.(error) ?? [];
  const { status, code } = error as ApiError;
  // Without the documented body, something else may have answered.
  return status !== undefined && code === undefined ? [...new Set([ODD, ...steps])] : steps;
}

const withoutPrefix = (text: string, prefix: string) =>
  text.startsWith(prefix) ? text.slice(prefix.length) : text;

// ── What is wrong with an option or a parameter ────────────────────────────────────────────────

const OPTIONS: Readonly<Record<string, string>> = {
  apiKey: "SUPERMETRICS_API_KEY",
  bearerToken: "SUPERMETRICS_BEARER_TOKEN",
  baseUrl: "--base-url (SUPERMETRICS_BASE_URL)",
  timeout: "--timeout",
  maxRetries: "--max-retries",
};

/** An option is named by its flag or variable. */
function optionWords({ option = "", message }: ConfigurationError): string {
  const place = OPTIONS[option];
  return place !== undefined && message.startsWith(option)
    ? place + message.slice(option.length)
    : message;
}

const PARAMETERS: Readonly<Record<string, string>> = {
  team_id: "--team-id (SUPERMETRICS_TEAM_ID)",
  connector_identifier: "--connector-identifier (SUPERMETRICS_CONNECTOR_IDENTIFIER)",
  secret_name: "The name",
  secret_value: "The value",
  secret_placeholder: "The placeholder",
  configuration: "The configuration",
  // There can be too many, and nothing else is wrong with all of them.
  secrets: "With those already stored, these",
};
/** How the client calls a secret of a push. */
const MEMBER = "secrets.";

function issueWords({ path, keyword, isName, message }: ValidationIssue): string {
  return `${subject()} ${message}.`;

  function subject(): string {
    if (Object.hasOwn(PARAMETERS, path)) return PARAMETERS[path] ?? "";
    const name = withoutPrefix(path, MEMBER);
    // Not shown: somebody may have put the value in its place.
    if (isName) return `A name (${[...name].length} characters)`;
    return keyword === "uniqueItems" ? `The name ${name}` : `The value of ${name}`;
  }
}

// ── What to do next ────────────────────────────────────────────────────────────────────────────

function notConnected({ code = "", cause }: ConnectionError): readonly string[] {
  if (/CERT|SIGNED|UNABLE_TO_/.test(code)) {
    return [
      "The server's certificate was not accepted. Behind a proxy that intercepts TLS, set NODE_EXTRA_CA_CERTS to the file of its CA certificate.",
    ];
  }
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER") {
    return ["The server does not speak TLS on that port: check --base-url."];
  }
  const reason = cause instanceof Error && cause.cause;
  if (reason instanceof Error && reason.message === "bad port") {
    return ["Node's fetch blocks this port: check --base-url."];
  }
  if (usesProxy(process.env)) return [PROXY];
  return [
    "Check the network, and --base-url (SUPERMETRICS_BASE_URL) if you set one. Behind a proxy, newer versions of Node read HTTPS_PROXY when NODE_USE_ENV_PROXY=1 is set.",
  ];
}

function notAuthenticated(): readonly string[] {
  const { kind, place, isQuoted } = credentialInUse(process.env);
  // `docker run --env-file` keeps them.
  if (isQuoted) return [`${place} is in quotes, which are sent as a part of it. Remove them.`];
  const source =
    kind === "key"
      ? "Check it; if it has expired, make a new one in the Supermetrics Hub"
      : "Get a new one";
  return [
    `The ${kind} is wrong, expired or revoked. ${source}, with the scopes cb_secrets_read (to list) and cb_secrets_write (to write), and set ${place}.`,
  ];
}

function notPermitted(): readonly string[] {
  const { kind } = credentialInUse(process.env);
  return [
    `The ${kind} needs the scopes cb_secrets_read (to list) and cb_secrets_write (to write); its owner the role Admin, Owner or Editor in the team; and the team the Connector Builder add-on.`,
  ];
}

/** When to come back after a 429. */
function comeBack(retryAfter: number | undefined): string {
  if (retryAfter === undefined) {
    return "Too many requests. The server does not say how long to wait: try again in a minute.";
  }
  // `Date` cannot hold every number.
  const date = new Date(Date.now() + Math.min(retryAfter, 1e9) * 1000);
  const clock = `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return `Too many requests. Try again in ${retryAfter} s, at ${clock}.`;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What the credential in use is called, where a better one belongs, and whether it is in quotes. */
function credentialInUse({ SUPERMETRICS_API_KEY, SUPERMETRICS_BEARER_TOKEN }: Environment) {
  const apiKey = SUPERMETRICS_API_KEY?.trim();
  const isQuoted = /^(["']).*\1$/.test(apiKey || (SUPERMETRICS_BEARER_TOKEN?.trim() ?? ""));
  return apiKey
    ? { kind: "key", place: "SUPERMETRICS_API_KEY", isQuoted }
    : { kind: "token", place: "SUPERMETRICS_BEARER_TOKEN", isQuoted };
}

/** Whether requests go through a proxy. */
function usesProxy(environment: Environment): boolean {
  const names = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"];
  return readsProxyVariables(process) && names.some((name) => environment[name]);
}
