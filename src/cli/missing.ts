// What a command cannot do without, told all at once: one by one would take a run each.
import { EXIT } from "./exit-codes.ts";
import { CommandError } from "./failures.ts";

export const SETTINGS = ["team", "connector", "credential"] as const;

type Setting = (typeof SETTINGS)[number];

const NAMES: Readonly<Record<Setting, string>> = {
  team: "the team",
  connector: "the connector",
  credential: "a credential",
};
const PLACES: Readonly<Record<Setting, readonly string[]>> = {
  team: ["Give --team-id or set SUPERMETRICS_TEAM_ID: digits, such as 936506."],
  connector: [
    "Give --connector-identifier or set SUPERMETRICS_CONNECTOR_IDENTIFIER, such as T3S70.",
  ],
  credential: [
    "Set SUPERMETRICS_API_KEY to an API key of the Supermetrics Hub with the scopes",
    "cb_secrets_read and cb_secrets_write, or SUPERMETRICS_BEARER_TOKEN to a bearer token.",
  ],
};

/** An error that names each of them, and where it is given. */
export function missing(settings: readonly Setting[]): CommandError {
  // Who lacks a credential alone is not authenticated; the rest is wrong usage.
  const exitCode = settings.every((name) => name === "credential") ? EXIT.denied : EXIT.usage;
  const names = settings.map((name) => NAMES[name]).join(", ");
  const places = settings.flatMap((name) => PLACES[name]);
  return new CommandError(exitCode, `Missing: ${names}.`, places);
}
