// The one way to the wire: openapi-fetch fills in the path, writes the query and encodes the body.
import createOpenapiFetch from "openapi-fetch";
import type { Operation } from "../schema/operation.ts";
import type { Parameters } from "../schema/parameters.ts";
import { FORM_TYPE, toForm, toJson, toMultipartBytes } from "./body.ts";
import type { ApiRequest } from "./request.ts";
import type { ReadResponse } from "./response.ts";

/** Sends one operation with checked parameters. */
export type Openapi = (
  operation: Operation,
  parameters: Parameters,
  headers: Readonly<Record<string, string>>,
  send: Send,
) => Promise<ReadResponse>;

/** Sends what openapi-fetch made of an operation and its parameters. */
type Send = (
  parts: Pick<ApiRequest, "method" | "url" | "headers" | "body">,
) => Promise<ReadResponse>;

export function createOpenapi(baseUrl: string): Openapi {
  const client = createOpenapiFetch({ baseUrl, Request: LightRequest as never });
  return async ({ method, path, querySerializer, encoding }, params, extraHeaders, send) => {
    const { body } = params;
    let failure: { readonly reason: unknown } | undefined;
    const fetch = ({ method, url, headers: given, body }: LightRequest) => {
      const headers: Record<string, string> = { accept: "application/json", ...extraHeaders };
      // Headers are slow to walk, and mostly hold nothing but the type of the body.
      if (params.header) Object.assign(headers, Object.fromEntries(given));
      else if (body !== null) headers["content-type"] = given.get("content-type") ?? "";
      return send({ method, url, headers, body }).catch((reason) => {
        // openapi-fetch would turn a falsy reason into a TypeError.
        failure = { reason };
        return NO_RESPONSE;
      });
    };
    const form = body && encoding === "multipart" ? await toMultipartBytes(body) : undefined;
    const type = form?.type ?? (encoding === "form" && FORM_TYPE);
    const init = {
      params,
      body: form?.bytes ?? body,
      bodySerializer: form ? (bytes: unknown) => bytes : encoding === "form" ? toForm : toJson,
      headers: body && type ? { "content-type": type } : undefined,
      querySerializer,
      parseAs: "stream",
      fetch,
    };
    // Its types want a literal path; here, generated interfaces give the types.
    const { response } = await client.request(method as never, path as never, init as never);
    if (failure) throw failure.reason;
    return response as unknown as ReadResponse;
  };
}

/**
 * Stands in for `Request` inside openapi-fetch: the platform's copies the body into a stream, of
 * which undici makes a second one, and that costs a third of the throughput.
 */
class LightRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | Uint8Array<ArrayBuffer> | null;

  constructor(url: string, init: RequestInit) {
    const { method = "GET", headers, body = null } = init;
    this.url = url;
    this.method = method;
    this.headers = headers as Headers;
    this.body = body as LightRequest["body"];
  }
}

const NO_RESPONSE = { status: 204, ok: true, headers: new Map() };
