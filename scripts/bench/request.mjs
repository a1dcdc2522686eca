// The one call that all do: a create, and the list that answers it.

export const PATH_TEMPLATE =
  "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";
export const PATH = { team_id: 936506, connector_identifier: "T3S70" };
export const URL_PATH = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
export const BODY = { secret_name: "client_id", secret_value: "my-super-secret-value" };
export const TOKEN = "benchmark-token";

export const STATUS = 201;
const secrets = ["client_id", "client_secret", "refresh_token"].map((secret_name, index) => ({
  secret_placeholder: `sec_a23f23d2${index}`,
  secret_name,
}));
export const TEXT = JSON.stringify({ count: secrets.length, secrets });
