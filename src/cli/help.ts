// The ends of the help texts, at most 80 columns.

const ENVIRONMENT = `
Environment:
  SUPERMETRICS_API_KEY                an API key of the Supermetrics Hub, or
  SUPERMETRICS_BEARER_TOKEN           a bearer token; set one of the two
  SUPERMETRICS_TEAM_ID                in place of --team-id
  SUPERMETRICS_CONNECTOR_IDENTIFIER   in place of --connector-identifier
  SUPERMETRICS_BASE_URL               in place of --base-url
  NO_COLOR                            switches colours off`;

const VALUES = `
The value is asked for at a hidden prompt, or read from standard input; it is
never an argument: every process on the machine could see that. One newline at
its end is dropped (--verbatim keeps it). An empty value is refused.`;

export const PROGRAM_HELP = `${ENVIRONMENT}

Exit codes:
  0 done   1 failed   64 wrong usage   65 not authenticated or not permitted
  69 unavailable (network, timeout, rate limit, server)
  130 Ctrl-C   129 SIGHUP   143 SIGTERM

Example:
  $ export SUPERMETRICS_API_KEY=...   (better: from your password manager)
  $ export SUPERMETRICS_TEAM_ID=936506
  $ export SUPERMETRICS_CONNECTOR_IDENTIFIER=T3S70
  $ connector-secrets set client_id
  $ connector-secrets list`;

const scope = (name: string) => `\nScope needed: ${name}.`;
const READ = scope("cb_secrets_read");
const WRITE = scope("cb_secrets_write");
const BOTH = "\nScopes needed: cb_secrets_read and cb_secrets_write.";

/** What follows the flags in the help of each command. */
export const COMMAND_HELP = {
  list: `${READ}
${ENVIRONMENT}

Examples:
  $ connector-secrets list --team-id 936506 --connector-identifier T3S70
  $ connector-secrets list --output json`,
  create: `${VALUES}
${WRITE}
${ENVIRONMENT}

Examples:
  $ connector-secrets create client_id
  $ connector-secrets create client_secret --from-env CLIENT_SECRET
  $ connector-secrets create private_key < key.pem`,
  set: `${VALUES}
Running it again is safe.
${BOTH}
${ENVIRONMENT}

Examples:
  $ connector-secrets set client_id
  $ pass show connector/client_id | connector-secrets set client_id
  $ connector-secrets set private_key --from-file key.pem`,
  update: `${VALUES}
${scope("cb_secrets_write; with --name, cb_secrets_read too")}
${ENVIRONMENT}

Examples:
  $ connector-secrets update sec_a23f23d26
  $ connector-secrets update --name client_secret --from-env CLIENT_SECRET`,
  delete: `${scope("cb_secrets_write; with --name, cb_secrets_read too")}
${ENVIRONMENT}

Examples:
  $ connector-secrets delete sec_a23f23d26
  $ connector-secrets delete --name client_secret --yes`,
  push: `
Shows the plan, asks for confirmation on a terminal (unless --yes is given), and
writes one secret after another. Running it again finishes what was left.
Without a terminal, a plan that deletes needs --yes.

A .env file has lines NAME=value, NAME='value' or NAME="value". Nothing is
expanded, quoted values may span lines, and a line that could be read in two
ways is refused: only its number is shown.
${BOTH}
${ENVIRONMENT}

Examples:
  $ connector-secrets push .env --dry-run
  $ connector-secrets push .env
  $ connector-secrets push secrets.json --prune --yes
  $ sops decrypt secrets.enc.json | connector-secrets push -`,
} as const;

export type CommandName = keyof typeof COMMAND_HELP;
