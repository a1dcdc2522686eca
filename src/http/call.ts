// One call of one operation: check → send → read.

import { ValidationError } from "../errors.ts";
import type { Exchange } from "../promise.ts";
import type { Collected } from "../schema/check.ts";
import type { Operation } from "../schema/operation.ts";
import { readParameters } from "../schema/parameters.ts";
import { hasShape, isRecord } from "../schema/shape.ts";
import type { CallSettings } from "../settings.ts";
import { apiError, requestIdOf, unexpectedError } from "./failure.ts";
import type { Openapi } from "./openapi.ts";
import { type ApiRequest, type CallContext, createContext } from "./request.ts";
import { parseJson, type ReadResponse, readErrorBody, readRateLimit } from "./response.ts";
import { send } from "./send.ts";

/**
 * @param settings of the call
 * @param shared where this is one request of several
 */
export async function call(
  openapi: Openapi,
  operation: Operation,
  params: unknown,
  settings: CallSettings,
  shared?: CallContext,
): Promise<Exchange<unknown>> {
  // Nothing of the caller's is read after this.
  const context = shared ?? createContext(settings);
  const findings: Collected = { issues: [], secrets: context.secrets };
  const parameters = readParameters(operation, params, findings);
  const { operationId } = operation;
  // Of several requests, the parameters are checked already, and a placeholder of the server's may
  // be longer than documented. A bad segment would still change the path.
  const issues = findings.issues.filter(({ keyword }) => !shared || UNSENDABLE.includes(keyword));
  if (issues.length > 0) throw new ValidationError(operationId, issues, shared?.outcome);

  let request: ApiRequest | undefined;
  const response = await openapi(operation, parameters, settings.headers, (parts) => {
    const { method, url, headers, body } = parts;
    request = { operation: operationId, method, url, headers, body, settings, context };
    return send(request);
  });
  return readResult(operation, request as ApiRequest, response);
}

const UNSENDABLE = ["pathSegment", "wellFormed"];

/** @throws `ApiError` for a 4xx or 5xx, `UnexpectedResponseError` for what is not documented */
function readResult(
  operation: Operation,
  request: ApiRequest,
  response: ReadResponse,
): Exchange<unknown> {
  const { status, headers, isRedirect, isComplete } = response;
  const text = response.text();
  const body = parseJson(text);
  const isError = status >= 400 && !isRedirect;
  if (isError && !isDeleted(request, status, body)) throw apiError(response, request);
  if (!isError && (isRedirect || !isComplete || !isDocumented(operation, text, body))) {
    throw unexpectedError(response, request);
  }
  const data = operation.results && !isError ? body : undefined;
  return {
    data,
    withResponse: () => ({
      data,
      response: response.source,
      requestId: requestIdOf(response, request.context),
      rateLimit: readRateLimit(headers),
    }),
  };
}

/** A gateway may answer 200 with a page, or with the error of another server. */
function isDocumented({ results = [null] }: Operation, text: string, body: unknown): boolean {
  return results.some((schema) => {
    if (!schema) return text === "";
    const isEnvelope = readErrorBody(body).code !== undefined && !schema.properties?.error;
    return body !== undefined && !isEnvelope && hasShape(schema, body);
  });
}

/**
 * A secret that is gone after our own delete was lost: the delete did arrive. A gateway's own 404
 * says nothing of the secret.
 */
function isDeleted({ method, context }: ApiRequest, status: number, body: unknown): boolean {
  if (method !== "DELETE" || status !== 404 || context.outcome !== "unknown") return false;
  return isRecord(body) && readErrorBody(body).code !== undefined;
}
