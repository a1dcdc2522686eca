// What a run needs, from the environment.

const NEEDED = [
  "SUPERMETRICS_API_KEY",
  "SUPERMETRICS_TEAM_ID",
  "SUPERMETRICS_CONNECTOR_IDENTIFIER",
];

/** @typedef {{ team_id: bigint, connector_identifier: string }} Connector */

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ missing: string[] } | {
 *   options: import("../../src/index.ts").ClientOptions, connector: Connector
 * }}
 */
export function readSettings(env) {
  const missing = NEEDED.filter((name) => !env[name]);
  const [apiKey, team, connector_identifier] = NEEDED.map((name) => env[name] ?? "");
  if (missing.length > 0 || !apiKey || !team || !connector_identifier) return { missing };
  if (!/^\d+$/.test(team)) throw new TypeError("SUPERMETRICS_TEAM_ID must be a whole number.");
  return {
    // Each answer is to be seen as it comes, so nothing is repeated.
    options: { apiKey, baseUrl: env.SUPERMETRICS_BASE_URL || undefined, maxRetries: 0 },
    connector: { team_id: BigInt(team), connector_identifier },
  };
}
