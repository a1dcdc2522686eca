// The types of results, parameters and errors, each beside a value of that type.
import { expect, expectTypeOf, it } from "vitest";
import {
  ApiError,
  type ApiPromise,
  type CreateSecretParams,
  type CreateSecretRequest,
  type components,
  createClient,
  type ErrorEnvelope,
  type ListSecretsParams,
  type Outcome,
  type paths,
  type RateLimit,
  type Secret,
  type SecretList,
  type UpdateSecretParams,
  type UpdateSecretRequest,
  type WithResponse,
} from "../../src/index.ts";
import { CONNECTOR, LIST, SECRET } from "../support/calls.ts";

const PATH = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";
const respondingWith = (make: () => Response) =>
  createClient({ apiKey: "an-api-key", fetch: async () => make() });
const listing = respondingWith(() => Response.json(LIST));
const empty = respondingWith(() => new Response(null, { status: 204 }));

it("a result is the list or nothing, and comes with its response", async () => {
  const list = listing.secrets.list(CONNECTOR);
  expectTypeOf(list).toEqualTypeOf<ApiPromise<SecretList>>();
  expectTypeOf(listing.secrets.create).returns.toEqualTypeOf<ApiPromise<SecretList>>();
  expectTypeOf<SecretList>().toEqualTypeOf<{ count: number; secrets: Secret[] }>();
  expectTypeOf<Secret>().toEqualTypeOf<{ secret_placeholder: string; secret_name: string }>();
  expect(await list).toEqual(LIST);
  const deleted = empty.secrets.delete(SECRET);
  expectTypeOf(deleted).toEqualTypeOf<ApiPromise<void>>();
  expectTypeOf(empty.secrets.update).returns.toEqualTypeOf<ApiPromise<void>>();
  expect(await deleted).toBeUndefined();

  expectTypeOf(list.withResponse()).toEqualTypeOf<Promise<WithResponse<SecretList>>>();
  const { data, response, requestId, rateLimit } = await list.withResponse();
  expectTypeOf(data).toEqualTypeOf<SecretList>();
  expectTypeOf(response).toEqualTypeOf<Response>();
  expectTypeOf(requestId).toEqualTypeOf<string | undefined>();
  expectTypeOf(rateLimit).toEqualTypeOf<RateLimit>();
  expectTypeOf(rateLimit.remaining).toEqualTypeOf<number | undefined>();
  expect([data, requestId, response.status]).toEqual([LIST, undefined, 200]);
});

it("that of client.http is the data or the documented error", async () => {
  const params = { path: { ...CONNECTOR, team_id: 2n ** 63n - 1n } };
  const { data, error, response } = await listing.http.GET(PATH, { params });
  expectTypeOf(data).toEqualTypeOf<SecretList | undefined>();
  expectTypeOf(error).toEqualTypeOf<ErrorEnvelope | undefined>();
  expectTypeOf(response).toEqualTypeOf<Response>();
  expect([data, error?.error.code]).toEqual([LIST, undefined]);
});

it("parameters are those of the path and of the body, by the names of the wire", () => {
  expectTypeOf<ListSecretsParams["team_id"]>().toEqualTypeOf<number | bigint>();
  type InPath = "team_id" | "connector_identifier";
  expectTypeOf<InPath | "secret_name" | "secret_value">().toExtend<keyof CreateSecretParams>();
  type OfUpdate = InPath | "secret_placeholder" | "secret_value";
  expectTypeOf<OfUpdate>().toExtend<keyof UpdateSecretParams>();
  type OfCreate = Pick<CreateSecretRequest, "secret_name" | "secret_value">;
  expectTypeOf<Omit<CreateSecretParams, keyof ListSecretsParams>>().toExtend<OfCreate>();
  expectTypeOf<UpdateSecretParams>().toExtend<Pick<UpdateSecretRequest, "secret_value">>();
  expectTypeOf<components["schemas"]["SecretList"]>().toEqualTypeOf<SecretList>();
  expectTypeOf<typeof PATH>().toExtend<keyof paths>();
});

it("an ApiError has these details", async () => {
  const failing = respondingWith(() => new Response(null, { status: 404 }));
  const error: unknown = await failing.secrets.list(CONNECTOR).catch((reason) => reason);
  if (!(error instanceof ApiError)) throw error;
  expectTypeOf(error.status).toEqualTypeOf<number>();
  expectTypeOf(error.description).toEqualTypeOf<string | undefined>();
  expectTypeOf(error.requestId).toEqualTypeOf<string | undefined>();
  expectTypeOf(error.retryAfter).toEqualTypeOf<number | undefined>();
  expectTypeOf(error.rateLimit).toEqualTypeOf<RateLimit>();
  expectTypeOf(error.outcome).toEqualTypeOf<Outcome>();
  expectTypeOf<Outcome>().toEqualTypeOf<"not_applied" | "unknown">();
  expect(error).toMatchObject({ status: 404, outcome: "not_applied", method: "GET" });
});
