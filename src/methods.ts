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
import type { Operation } from "./schema/operation.ts";
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
    // After a delete whose response was lost, a 404 means that the delete succeeded. A gateway's own
    // 404, which has no code, proves nothing.
    const isLost = request.method === "DELETE" && request.context.outcome === "unknown";
    if (isLost && status === 404 && response.error.code !== undefined) return undefined;
    throw apiError(response, request);
  }
  if (isRedirect || !isComplete || !isDocumented(operation, response)) {
    throw unexpectedError(response, request);
  }
  return operation.results && response.json;
}

/** A gateway may send a page with status 200, or the error of another server. */
function isDocumented({ results = [null] }: Operation, { text, json, error }: ReadResponse) {
  return results.some((schema) => {
    if (!schema) return text === "";
    const isEnvelope = error.code !== undefined && !schema.properties?.error;
    return json !== undefined && !isEnvelope && hasShape(schema, json);
  });
}
