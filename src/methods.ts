// Turns the table of operations into methods, and runs one call of one: check → encode → send → read.
import type { Resources } from "../generated/methods.ts";
import { OPERATIONS } from "../generated/operations.ts";
import { encodeBody } from "./http/body.ts";
import { apiError, unexpectedError } from "./http/failure.ts";
import { type ApiRequest, createContext, encodeRequest } from "./http/request.ts";
import type { ReadResponse } from "./http/response.ts";
import { send } from "./http/send.ts";
import type { CallOptions } from "./options.ts";
import { apiPromise, type CallResponse } from "./promise.ts";
import type { Operation, Schema } from "./schema/operation.ts";
import { requireParameters } from "./schema/parameters.ts";
import { hasShape } from "./schema/shape.ts";
import { type CallSettings, readCallOptions } from "./settings.ts";

export function createMethods(client: CallSettings): Resources {
  const resources: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    const [resource, verb] = operation.name?.split(".") ?? [];
    if (!resource || !verb) continue;
    resources[resource] ??= {};
    resources[resource][verb] = (params: unknown, options?: CallOptions) =>
      apiPromise((result) => call(result, operation, params, options, client));
  }
  // The table and the interfaces are generated from the same operations.
  return resources as unknown as Resources;
}

/** Reads all of the caller's input before the first `await`. */
async function call(
  result: CallResponse,
  operation: Operation,
  params: unknown,
  options: CallOptions | undefined,
  client: CallSettings,
): Promise<unknown> {
  const settings = readCallOptions(options, client, operation.operationId);
  const context = settings.context ?? createContext(settings);
  const parameters = requireParameters(operation, params, context, settings.context && UNSENDABLE);
  const encoded = parameters.body && encodeBody(operation, parameters.body);
  const body = encoded instanceof Promise ? await encoded : encoded;
  const request = encodeRequest(operation, parameters, body, settings, context);
  const response = await send(request);
  result.set(response, context);
  return readResult(operation, request, response);
}

/**
 * A composite method has checked its parameters already, and a placeholder from the server may be
 * longer than documented. An unsafe segment would still change the path.
 */
const UNSENDABLE = ["pathSegment", "wellFormed"];

/** @throws `ApiError` for a 4xx or 5xx, `UnexpectedResponseError` for an undocumented response */
function readResult(operation: Operation, request: ApiRequest, response: ReadResponse): unknown {
  const { status, isRedirect, isComplete } = response;
  if (status >= 400 && !isRedirect) {
    if (isDeleted(request, response)) return undefined;
    throw apiError(response, request);
  }
  if (isRedirect || !isComplete || !isDocumented(operation, response)) {
    throw unexpectedError(response, request);
  }
  return operation.results && response.json;
}

/** A gateway may send a page with status 200, or the error of another server. */
function isDocumented({ results = NOTHING }: Operation, response: ReadResponse): boolean {
  for (const schema of results) {
    if (schema ? hasBody(schema, response) : response.text === "") return true;
  }
  return false;
}

const NOTHING = [null];

function hasBody(schema: Schema, { json, error }: ReadResponse): boolean {
  const isEnvelope = error.code !== undefined && !schema.properties?.error;
  return json !== undefined && !isEnvelope && hasShape(schema, json);
}

/**
 * A 404 after a delete whose response was lost means that the delete succeeded. A gateway's own 404
 * proves nothing.
 */
function isDeleted({ method, context }: ApiRequest, { status, error }: ReadResponse): boolean {
  const isLost = method === "DELETE" && context.outcome === "unknown";
  return isLost && status === 404 && error.code !== undefined;
}
