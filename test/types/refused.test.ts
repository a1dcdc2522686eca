// What does not compile: a line below `@ts-expect-error` that does compile fails `npm run check`.
// What happens to a caller without TypeScript is tested in test/client.
import { expect, it } from "vitest";
import { createClient } from "../../src/index.ts";
import { CONNECTOR, SECRET } from "../support/calls.ts";

const { secrets, http } = createClient({ apiKey: "an-api-key" });
const PATH = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";
const params = { path: CONNECTOR };
const create = { ...CONNECTOR, secret_name: "client_id", secret_value: "value" };

/** None of them is called. */
const REFUSED: (() => unknown)[] = [
  // @ts-expect-error secret_value is missing in the body
  () => secrets.create({ ...CONNECTOR, secret_name: "client_id" }),
  // @ts-expect-error secret_placeholder is missing in the path
  () => secrets.update({ ...CONNECTOR, secret_value: "value" }),
  // @ts-expect-error undefined is not a team_id
  () => secrets.list({ ...CONNECTOR, team_id: undefined }),
  // @ts-expect-error the parameters are missing
  () => secrets.delete(),
  // @ts-expect-error a number is not a secret_value
  () => secrets.update({ ...SECRET, secret_value: 1 }),
  // @ts-expect-error a string is not a team_id
  () => secrets.list({ ...CONNECTOR, team_id: "936506" }),
  // @ts-expect-error null is not a secret_placeholder
  () => secrets.delete({ ...SECRET, secret_placeholder: null }),
  // @ts-expect-error secretValue: the names are those of the wire
  () => secrets.create({ ...create, secretValue: "value" }),
  // @ts-expect-error a list has no secret_placeholder
  () => secrets.list({ ...CONNECTOR, secret_placeholder: "sec_a23f23d26" }),
  // @ts-expect-error retries: it is maxRetries
  () => secrets.list(CONNECTOR, { retries: 0 }),
  // @ts-expect-error a string is not a time
  () => secrets.list(CONNECTOR, { timeout: "1000" }),
  // @ts-expect-error baseURL: it is baseUrl
  () => createClient({ apiKey: "an-api-key", baseURL: "" }),
  // @ts-expect-error a number is not a key
  () => createClient({ apiKey: 1 }),
  // @ts-expect-error the options are missing
  () => createClient(),
  // @ts-expect-error a path that the spec does not have
  () => http.GET("/no/such/path/{team_id}", { params: { path: { team_id: 1 } } }),
  // @ts-expect-error a method that the spec does not have
  () => http.PUT(PATH, { params }),
  // @ts-expect-error the parameters are missing
  () => http.GET(PATH),
  // @ts-expect-error connector_identifier is missing
  () => http.GET(PATH, { params: { path: { team_id: 1 } } }),
  // @ts-expect-error secret_value is missing
  () => http.POST(PATH, { params, body: { secret_name: "client_id" } }),
  // @ts-expect-error a number is not a secret_value
  () => http.POST(PATH, { params, body: { secret_name: "client_id", secret_value: 1 } }),
];

it("these calls do not compile", () => expect(REFUSED).toHaveLength(20));
