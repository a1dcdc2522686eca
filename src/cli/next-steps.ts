// What to do next about each error of the client, a line each.
import {
  ApiError,
  AuthenticationError,
  ConflictError,
  ConnectionError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  type SupermetricsError,
  SyncError,
  TimeoutError,
  UnexpectedResponseError,
} from "../index.ts";
import { credentialInUse } from "./credential.ts";
import { waitingTime } from "./waiting-time.ts";

const NOT_FOUND = [
  "Check --team-id and --connector-identifier, --base-url if you set one, and the placeholder",
  "where one is given: `list` shows the placeholders of a connector.",
];
const EXISTS = ["To overwrite a secret of that name: `set <name>`. To see all: `list`."];
const TIMED_OUT = ["Try again; --timeout <ms> gives an attempt more time."];
const UNREACHABLE = [
  "Check the network, and --base-url (SUPERMETRICS_BASE_URL) if you set one. Behind a proxy,",
  "newer versions of Node read HTTPS_PROXY when NODE_USE_ENV_PROXY=1 is set.",
];
const NOT_TRUSTED = [
  "The server's certificate was not accepted. Behind a proxy that opens connections, set",
  "NODE_EXTRA_CA_CERTS to the file of its certificate authority.",
];
const BLOCKED_PORT = ["The port is one that no HTTP client connects to: check --base-url."];
const SERVER = ["The server failed. Try again later."];
const ODD = [
  "Something between here and the API may have answered: a proxy, or a wrong --base-url.",
];

export function nextSteps(error: SupermetricsError): readonly string[] {
  // Without the documented body, it may be no answer of the API.
  if (error instanceof ApiError && error.code === undefined) return [...ODD, ...stepsOf(error)];
  return stepsOf(error);
}

function stepsOf(error: SupermetricsError): readonly string[] {
  if (error instanceof SyncError) return [];
  if (error instanceof AuthenticationError) return notAuthenticated();
  if (error instanceof PermissionDeniedError) return notPermitted();
  if (error instanceof NotFoundError) return NOT_FOUND;
  if (error instanceof ConflictError) return EXISTS;
  if (error instanceof RateLimitError) return [waitingTime(error.retryAfter, Date.now())];
  if (error instanceof ServerError) return SERVER;
  if (error instanceof TimeoutError) return TIMED_OUT;
  if (error instanceof ConnectionError) return notConnected(error);
  if (error instanceof UnexpectedResponseError) return ODD;
  return [];
}

function notConnected({ message, cause }: ConnectionError): readonly string[] {
  if (/\(\w*(?:CERT|SIGNED|UNABLE_TO_)\w*\)/.test(message)) return NOT_TRUSTED;
  const reason = cause instanceof Error && cause.cause;
  if (reason instanceof Error && reason.message === "bad port") return BLOCKED_PORT;
  return UNREACHABLE;
}

function notAuthenticated(): string[] {
  const { kind, place, isQuoted } = credentialInUse(process.env);
  // `docker run --env-file` keeps them.
  if (isQuoted) return [`${place} is in quotes, which are sent as a part of it. Remove them.`];
  const source = kind === "key" ? "Make one in the Supermetrics Hub" : "Get a new one";
  return [
    `The ${kind} is wrong, expired or revoked. ${source}, with the scopes`,
    `cb_secrets_read (to list) and cb_secrets_write (to write), and set ${place}.`,
  ];
}

function notPermitted(): string[] {
  const { kind } = credentialInUse(process.env);
  return [
    `The ${kind} needs the scopes cb_secrets_read (to list) and cb_secrets_write (to write); its`,
    "owner the role Admin, Owner or Editor in the team; and the team the Connector Builder add-on.",
  ];
}
